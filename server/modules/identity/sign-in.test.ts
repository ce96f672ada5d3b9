import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOfApp, enrolApp } from '#server/testing/factor-calls.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Served } from '#server/testing/inject.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Person } from '#server/testing/person.ts'
import { openTwin } from '#server/testing/twin.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
  const passwordHash = await hash('correct horse')
  await office.owner.query('update identities set password_hash = $1', [passwordHash])
})
afterAll(() => office.close())

async function memberWith(password: string): Promise<Person> {
  const person = await office.member(partner, ['viewer'])
  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
  await office.owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, person.email])
  return person
}

test('the right password starts a session, and its cookie is the only thing that opens it', async () => {
  const signedIn = await office.anyone('POST', '/v1/sessions', {
    email: partner.admin.email,
    password: 'correct horse',
  })
  expect(signedIn).toMatchObject({
    status: 201,
    body: { account: { id: partner.id }, member: { id: partner.admin.memberId } },
  })
  const cookie = String(signedIn.headers['set-cookie'])
  expect(cookie).toMatch(/^__Host-procura=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const mine = await office.anyone('GET', '/v1/sessions/current', undefined, { cookie: cookie.split(';')[0] ?? '' })
  expect(mine).toMatchObject({ status: 200, body: { member: { roles: ['admin'] } } })
  const nobody = await office.anyone('GET', '/v1/sessions/current')
  expect(nobody).toMatchObject({ status: 401, body: { code: 'session_missing' } })
})

test('a wrong password and an unknown e-mail are refused alike', async () => {
  const wrong = await office.anyone('POST', '/v1/sessions', { email: partner.admin.email, password: 'wrong' })
  const unknown = await office.anyone('POST', '/v1/sessions', { email: 'nobody@example.test', password: 'wrong' })
  expect(wrong.status).toBe(401)
  expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
})

test('signing out ends the session on the server', async () => {
  const person = await office.member(partner, ['sales'])
  expect((await person.call('DELETE', '/v1/sessions/current')).status).toBe(204)
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(401)
})

test('a write from another site is refused', async () => {
  const foreign = await partner.admin.call(
    'POST',
    '/v1/verification-codes',
    { purpose: 'set_budget' },
    { origin: 'https://evil.example' },
  )
  expect(foreign).toMatchObject({ status: 403, body: { code: 'origin_foreign' } })
})

test('ten wrong passwords close the door for that e-mail, also for the right one', async () => {
  const person = await office.member(partner, ['viewer'])
  await office.owner.query(
    'update identities set password_hash = (select password_hash from identities limit 1) where email = $1',
    [person.email],
  )
  for (let tries = 0; tries < 10; tries++)
    await office.anyone('POST', '/v1/sessions', { email: person.email, password: 'no' })
  const right = await office.anyone('POST', '/v1/sessions', { email: person.email, password: 'correct horse' })
  expect(right).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(0)
})

test('of wrong passwords that are sent at once ten are compared, at whichever server they come in', async () => {
  const person = await memberWith('correct horse')
  const twin = await openTwin(office)
  const signIn = (server: Served, by: string) =>
    callerOf(server, undefined)('POST', '/v1/sessions', { email: person.email, password: by })
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, place) => signIn(place % 2 ? office.app : twin.server, 'wrong')),
  )
  await twin.close()
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  expect(statuses.filter((status) => status === 429)).toHaveLength(6)
  expect((await signIn(office.app, 'correct horse')).status).toBe(429)
})

test('who is kept out and tries on is not kept out for longer', async () => {
  const person = await memberWith('correct horse')
  const signIn = (by: string) => office.anyone('POST', '/v1/sessions', { email: person.email, password: by })
  for (let tries = 0; tries < 10; tries++) await signIn('wrong')
  await office.owner.query(`update sign_in_tries set since = since - interval '14 minutes'`)
  expect((await signIn('correct horse')).status).toBe(429)
  await office.owner.query(`update sign_in_tries set since = since - interval '2 minutes'`)
  expect((await signIn('correct horse')).status).toBe(201)
})

test('a session that starts gives the tries back, and a right password without its second factor does not', async () => {
  const person = await memberWith('correct horse')
  const { secret } = await enrolApp(office, person)
  const signIn = (more: object) =>
    office.anyone('POST', '/v1/sessions', { email: person.email, password: 'correct horse', ...more })
  for (let tries = 0; tries < 9; tries++)
    expect(await signIn({})).toMatchObject({ status: 401, body: { code: 'factor_missing' } })
  expect((await signIn({ authenticatorCode: codeOfApp(secret) })).status).toBe(201)
  for (let tries = 0; tries < 10; tries++) expect((await signIn({})).status).toBe(401)
  expect((await signIn({ authenticatorCode: codeOfApp(secret, 1) })).status).toBe(429)
})

test('each try that was let through is written down, with what became of it', async () => {
  const person = await memberWith('correct horse')
  for (const by of ['wrong', 'correct horse'])
    await office.anyone('POST', '/v1/sessions', { email: person.email, password: by })
  const { rows } = await office.owner.query(
    `select succeeded from sign_in_attempts where email_hash = sha256(convert_to($1, 'UTF8')) order by id`,
    [person.email],
  )
  expect(rows).toEqual([{ succeeded: false }, { succeeded: true }])
})
