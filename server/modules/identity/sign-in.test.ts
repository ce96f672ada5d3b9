import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
  const passwordHash = await hash('correct horse')
  await office.owner.query('update identities set password_hash = $1', [passwordHash])
})
afterAll(() => office.close())

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
