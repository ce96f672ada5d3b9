import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionCookie } from '#kernel/credentials.ts'
import { runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Call, Person } from '#server/testing/person.ts'
import { startActing } from '#server/testing/scene.ts'

const password = 'correct horse'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

let office: Office
let partner: PartnerScene
let customer: CustomerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('solution_provider')
  customer = await office.customer(partner)
  await office.authorize(customer, partner)
})
afterAll(() => office.close())

/** Signs somebody in once more, from elsewhere. */
async function signInFrom({ email }: Person, address: string, userAgent: string): Promise<Call> {
  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
  await office.owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, email])
  const answer = await office.app.inject({
    method: 'POST',
    url: '/v1/sessions',
    headers: { origin: 'http://localhost', 'user-agent': userAgent },
    payload: { email, password },
    remoteAddress: address,
  })
  const [, token] = new RegExp(`${sessionCookie}=([^;]+)`).exec(String(answer.headers['set-cookie'])) ?? []
  return callerOf(office.app, token)
}

const listed = async (call: Call) => (await call('GET', '/v1/sessions')).body.items

test('a member sees their own live sessions, which one this is, and from where and by what each was started', async () => {
  const person = await office.member(partner, ['sales'])
  const colleague = await office.member(partner, ['sales'])
  const other = await signInFrom(person, '198.51.100.23', firefox)

  const sessions = await listed(other)
  expect(sessions).toMatchObject([
    { address: '198.51.100.*', userAgent: firefox, current: true, accountName: partner.name },
    { address: null, userAgent: null, current: false },
  ])
  expect(await listed(colleague.call)).toHaveLength(1)
  expect(JSON.stringify(sessions)).not.toContain('198.51.100.23')
})

test('of an address of IPv6 the network is shown', async () => {
  const person = await office.member(partner, ['sales'])
  const call = await signInFrom(person, '2001:db8:7:8::9', firefox)
  expect((await listed(call))[0]).toMatchObject({ address: '2001:db8:7:*' })
})

test('what is over is not listed: ended, past its end, or idle', async () => {
  for (const end of ['ended_at = now()', 'expires_at = now()', `last_used_at = now() - interval '3 hours'`]) {
    const person = await office.member(partner, ['sales'])
    const other = await signInFrom(person, '198.51.100.23', firefox)
    expect(await listed(other)).toHaveLength(2)
    await office.owner.query(`update sessions set ${end} where member_id = $1 and user_agent is null`, [
      person.memberId,
    ])
    expect(await listed(other)).toMatchObject([{ current: true }])
  }
})

test('a session that its owner ends is over at its next request, and acting sessions opened in it with it', async () => {
  const person = await office.member(partner, ['admin'])
  const acting = person.acting(await startActing(person, customer))
  expect((await acting('GET', `/v1/customers/${customer.id}`)).status).toBe(200)
  const other = await signInFrom(person, '198.51.100.23', firefox)
  const [, first] = await listed(other)

  expect((await other('DELETE', `/v1/sessions/${first?.id}`)).status).toBe(204)
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(401)
  expect((await acting('GET', `/v1/customers/${customer.id}`)).status).toBe(401)
  await runJobs(office)
  const { rows } = await office.owner.query('select end_cause from acting_sessions where member_id = $1', [
    person.memberId,
  ])
  expect(rows).toEqual([{ end_cause: 'signed_out' }])
  expect((await other('GET', '/v1/sessions/current')).status).toBe(200)
})

test('nobody ends a session of somebody else', async () => {
  const [person, colleague] = [await office.member(partner, ['admin']), await office.member(partner, ['admin'])]
  const [own] = await listed(person.call)
  expect(await colleague.call('DELETE', `/v1/sessions/${own?.id}`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(200)
})

test('ending this very session signs out here', async () => {
  const person = await office.member(partner, ['viewer'])
  const [own] = await listed(person.call)
  const ended = await person.call('DELETE', `/v1/sessions/${own?.id}`)
  expect(ended.status).toBe(204)
  expect(String(ended.headers['set-cookie'])).toMatch(new RegExp(`^${sessionCookie}=;`))
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(401)
})

test('signing out everywhere else ends all sessions of the person but the one that asks, and nobody else’s', async () => {
  const person = await office.member(partner, ['admin'])
  const colleague = await office.member(partner, ['admin'])
  const [second, third] = [
    await signInFrom(person, '198.51.100.23', firefox),
    await signInFrom(person, '203.0.113.9', firefox),
  ]

  expect(await third('POST', '/v1/sessions:end-others', {})).toMatchObject({ status: 200, body: { ended: 2 } })
  expect((await person.call('GET', '/v1/sessions/current')).status).toBe(401)
  expect((await second('GET', '/v1/sessions/current')).status).toBe(401)
  expect((await third('GET', '/v1/sessions/current')).status).toBe(200)
  expect((await colleague.call('GET', '/v1/sessions/current')).status).toBe(200)
})
