import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainDb } from '#kernel/kernel.ts'
import { sendInTurn } from '#server/testing/in-turn.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Served } from '#server/testing/inject.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'
import { openTwin } from '#server/testing/twin.ts'
import type { Twin } from '#server/testing/twin.ts'
import { makePasswordReset } from './index.ts'

const password = 'correct horse'
const newPassword = 'correct horse battery staple'
const thirdPassword = 'wrong horse battery staple'

let office: Office
let twin: Twin
let partner: PartnerScene
let passwordHash: string
beforeAll(async () => {
  // A quarter of them is what one person ends something by: three at once, on each server.
  const poolSize = 12
  office = await openOffice({ poolSize })
  twin = await openTwin(office, { poolSize })
  partner = await office.partner('solution_provider')
  passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
})
afterAll(async () => {
  await twin.close()
  await office.close()
})

async function member(): Promise<Person> {
  const person = await office.member(partner, ['viewer'])
  await office.owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, person.email])
  return person
}

/** Requests that meet where the person's own row is asked for. */
const meetAtPerson = ({ email }: Person, requests: readonly (() => Promise<Answer>)[]): Promise<Answer[]> =>
  sendInTurn(office, { by: 'select from identities where email = $1 for update', values: [email] }, requests)

async function liveSessions({ email }: Person): Promise<number> {
  const { rows } = await office.owner.query<{ live: number }>(
    `select count(*)::int as live from sessions join identities on identities.id = identity_id
     where email = $1 and ended_at is null`,
    [email],
  )
  return rows[0]?.live ?? 0
}

const choose =
  ({ token, accountId }: Person, server: Served) =>
  () =>
    callerOf(server, token)('POST', '/v1/sessions/current:choose-account', { accountId })
const signIn = ({ email }: Person, by: string): Promise<Answer> =>
  office.anyone('POST', '/v1/sessions', { email, password: by })

/** Sets the password anew by a mailed link. */
async function resetOf({ email }: Person): Promise<() => Promise<Answer>> {
  const token = await makePasswordReset(plainDb(office.pool), email)
  return () => callerOf(twin.server, undefined)('POST', '/v1/password-resets:complete', { token, newPassword })
}

/** The cookie's text of another session of the person. */
async function otherToken(person: Person): Promise<string> {
  const { headers } = await signIn(person, password)
  return /=([\w-]{43});/.exec(String(headers['set-cookie']))?.[1] ?? ''
}

test('one session that goes on in another account several times at once has one successor', async () => {
  const person = await member()
  const servers = [office.app, twin.server, office.app, twin.server, office.app, twin.server]
  const answers = await meetAtPerson(
    person,
    servers.map((server) => choose(person, server)),
  )
  expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([201, 401, 401, 401, 401, 401])
  expect(await liveSessions(person)).toBe(1)
})

test('a session that goes on in another account while all others are ended does not outlive that', async () => {
  for (const isFirst of [true, false]) {
    const person = await member()
    const other = await otherToken(person)
    const endOthers = () => callerOf(twin.server, other)('POST', '/v1/sessions:end-others', {})
    const requests = [choose(person, office.app), endOthers]
    await meetAtPerson(person, isFirst ? requests : requests.reverse())
    expect(await liveSessions(person)).toBe(1)
    expect((await callerOf(office.app, other)('GET', '/v1/sessions/current')).status).toBe(200)
  }
})

test('an old password that was compared before a reset starts no session after it', async () => {
  const person = await member()
  const [reset, signedIn] = await meetAtPerson(person, [await resetOf(person), () => signIn(person, password)])
  expect(reset?.status).toBe(204)
  expect(signedIn).toMatchObject({ status: 401, body: { code: 'credentials_wrong' } })
  expect(await liveSessions(person)).toBe(0)
  expect((await signIn(person, newPassword)).status).toBe(201)
})

test('of links that are made at the same moment the last alone is good', async () => {
  const person = await member()
  const db = plainDb(office.pool)
  const tokens = await sendInTurn(
    office,
    { by: 'select from identities where email = $1 for update', values: [person.email] },
    [() => makePasswordReset(db, person.email), () => makePasswordReset(db, person.email)],
  )
  const reset = (token: string | undefined) =>
    office.anyone('POST', '/v1/password-resets:complete', { token, newPassword })
  expect(await reset(tokens[0])).toMatchObject({ status: 403, body: { code: 'reset_link_over' } })
  expect((await reset(tokens[1])).status).toBe(204)
})

test('of links that many jobs make at once no more are made than may be mailed', async () => {
  const person = await member()
  const db = plainDb(office.pool)
  const tokens = await Promise.all(Array.from({ length: 8 }, () => makePasswordReset(db, person.email)))
  expect(tokens.filter((token) => token !== undefined)).toHaveLength(3)
})

test('a session that starts while a password is set anew is ended with the others', async () => {
  const person = await member()
  const [signedIn, reset] = await meetAtPerson(person, [() => signIn(person, password), await resetOf(person)])
  expect([signedIn?.status, reset?.status]).toEqual([201, 204])
  expect(await liveSessions(person)).toBe(0)
})

test('who changes a password by the old one does not overwrite one that was set anew meanwhile', async () => {
  const person = await member()
  await makeSteppedUp(office, person.memberId)
  const body = { currentPassword: password, newPassword: thirdPassword }
  const change = () => person.call('PUT', '/v1/password', body)
  const [reset, changed] = await meetAtPerson(person, [await resetOf(person), change])
  expect(reset?.status).toBe(204)
  expect(changed).toMatchObject({ status: 401, body: { code: 'session_missing' } })
  expect(await signIn(person, thirdPassword)).toMatchObject({ status: 401 })
  expect((await signIn(person, newPassword)).status).toBe(201)
})

test('of two who change a password by the old one, one comes too late', async () => {
  const person = await member()
  await makeSteppedUp(office, person.memberId)
  const wanted = [newPassword, thirdPassword]
  const answers = await meetAtPerson(
    person,
    wanted.map((one) => () => person.call('PUT', '/v1/password', { currentPassword: password, newPassword: one })),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 403]))
  const counting = wanted.find((_, place) => answers[place]?.status === 204) ?? ''
  expect((await signIn(person, counting)).status).toBe(201)
})

test('going on in another account does not make a session longer, and does not carry its step-up over', async () => {
  const person = await member()
  await makeSteppedUp(office, person.memberId)
  const before = await person.call('GET', '/v1/sessions')
  const chosen = await choose(person, office.app)()
  expect(chosen).toMatchObject({ status: 201, body: { expiresAt: before.body.items[0]?.['expiresAt'] } })
  const token = /=([\w-]{43});/.exec(String(chosen.headers['set-cookie']))?.[1] ?? ''
  const there = await callerOf(office.app, token)('GET', '/v1/factors')
  expect(there).toMatchObject({ status: 200, body: { steppedUpUntil: null } })
})
