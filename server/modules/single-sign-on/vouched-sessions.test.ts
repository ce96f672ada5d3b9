import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { sessionCookie } from '#kernel/credentials.ts'
import { newId } from '#kernel/ids.ts'
import { openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Call, Person } from '#server/testing/person.ts'
import { insertRow } from '#server/testing/rows.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'
import {
  callerFrom,
  finish,
  goAndComeBack,
  memberAt,
  setProvider,
  setUpSingleSignOn,
  verifyDomain,
} from '#server/testing/single-sign-on.ts'

const password = 'correct horse battery'

let office: Office
let provider: ForgingProvider
let partner: PartnerScene
let elsewhere: PartnerScene
let domain: { id: string; domain: string }
let person: Person
let vouched: Call
beforeAll(async () => {
  office = await openOffice()
  provider = await openForgingProvider()
  partner = await office.partner('solution_provider')
  elsewhere = await office.partner('solution_provider')
})
afterAll(async () => {
  provider.close()
  await office.close()
})
/** Somebody who is a member of two accounts, one of which has a provider, and who has come in by that. */
beforeEach(async () => {
  domain = await setUpSingleSignOn(office, partner.admin, provider)
  person = await memberAt(office, partner, domain.domain, ['admin'])
  await joinElsewhere()
  vouched = await comeIn()
})

async function joinElsewhere(): Promise<void> {
  const { owner } = office
  const memberId = newId('member')
  const { id: accountId, channelId } = elsewhere
  const found = await owner.query<{ id: string }>('select id from identities where email = $1', [person.email])
  const identityId = found.rows[0]?.id ?? ''
  const createdAt = new Date()
  await insertRow(owner, 'memberships', { memberId, identityId, accountId, channelId })
  const member = { channelId, id: memberId, accountId, partnerId: accountId, customerId: null, createdAt }
  await insertRow(owner, 'members', { ...member, name: 'Also here', email: person.email, roles: ['admin'] })
  const passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
  await owner.query('update identities set password_hash = $2 where id = $1', [identityId, passwordHash])
}

const comeIn = async (): Promise<Call> =>
  callerFrom(office, await finish(office, await goAndComeBack(office, provider, person.email)))

/** The person's own sign-in, into whichever account. */
async function signIn(accountId: string): Promise<Call> {
  const answer = await office.anyone('POST', '/v1/sessions', { email: person.email, password, accountId })
  const [, token] = new RegExp(`${sessionCookie}=([^;]+)`).exec(String(answer.headers['set-cookie'])) ?? []
  return callerOf(office.app, token)
}

const status = async (call: Call) => (await call('GET', '/v1/sessions/current')).status
const onOthersWord = { status: 403, body: { code: 'not_allowed', reasons: [{ failed: 'own_sign_in' }] } }

describe('the provider of one account lets nobody into another', () => {
  test('the session is told of no other account and goes on into none, which the person’s own does', async () => {
    expect((await vouched('GET', '/v1/sessions/current')).body).toMatchObject({ accounts: [{ id: partner.id }] })
    const to = { accountId: elsewhere.id }
    expect(await vouched('POST', '/v1/sessions/current:choose-account', to)).toMatchObject(onOthersWord)

    const own = await signIn(partner.id)
    expect((await own('GET', '/v1/sessions/current')).body.accounts).toHaveLength(2)
    expect((await own('POST', '/v1/sessions/current:choose-account', to)).status).toBe(201)
  })

  test('what is about the person in all of their accounts is refused, also to who has stepped up', async () => {
    const about = operations.filter(({ aboutPerson }) => aboutPerson).map(({ name }) => name)
    expect(about.sort()).toEqual([
      'addPasskey',
      'changePassword',
      'chooseAccount',
      'confirmAuthenticatorApp',
      'makeRecoveryCodes',
      'removeAuthenticatorApp',
      'removePasskey',
      'startAuthenticatorApp',
      'startPasskey',
    ])
    await makeSteppedUp(office, person.memberId)
    const own = await signIn(partner.id)
    await makeSteppedUp(office, person.memberId)
    const currentPassword = password
    const attempts: readonly (readonly [method: string, path: string, body?: object])[] = [
      ['PUT', '/v1/password', { currentPassword, newPassword: 'another horse battery' }],
      ['POST', '/v1/factors/authenticator-app:start', {}],
      ['POST', '/v1/factors/authenticator-app:confirm', { authenticatorCode: '123456' }],
      ['DELETE', '/v1/factors/authenticator-app'],
      ['POST', '/v1/factors/recovery-codes', {}],
      ['POST', '/v1/passkeys:start', {}],
      ['DELETE', `/v1/passkeys/${newId('passkey')}`],
    ]
    for (const [method, path, body] of attempts)
      expect([path, await vouched(method, path, body)]).toMatchObject([path, onOthersWord])
    expect((await own('POST', '/v1/passkeys:start', {})).status).toBe(200)
  })

  test('it sees and ends the person’s sessions in its own account, and none in another', async () => {
    const [here, there] = [await signIn(partner.id), await signIn(elsewhere.id)]
    const sessionsOf = async (call: Call) => (await call('GET', '/v1/sessions')).body.items
    const thereId = (await sessionsOf(there)).find(({ current }) => current)?.id ?? ''

    expect((await sessionsOf(vouched)).every(({ accountName }) => accountName === partner.name)).toBe(true)
    expect((await vouched('DELETE', `/v1/sessions/${thereId}`)).status).toBe(404)
    expect((await vouched('POST', '/v1/sessions:end-others', {})).status).toBe(200)

    expect([await status(vouched), await status(here), await status(there)]).toEqual([200, 401, 200])
    expect((await there('DELETE', `/v1/sessions/${thereId}`)).status).toBe(204)
  })

  test('it does in its own account what the member may do there', async () => {
    expect((await vouched('GET', '/v1/customers')).status).toBe(200)
    await makeSteppedUp(office, person.memberId)
    const wanted = { name: 'Batch', permissions: ['customers:list'], expiresInDays: 3 }
    expect((await vouched('POST', '/v1/api-keys', wanted)).status).toBe(201)
  })
})

describe('sessions end with what they stand on, and only they', () => {
  const removals: readonly (readonly [what: string, remove: () => Promise<unknown>])[] = [
    ['the provider is removed', () => partner.admin.call('DELETE', '/v1/single-sign-on/provider')],
    ['another is set in its place', () => setProvider(office, partner.admin, provider.issuer)],
    ['the domain is given up', () => partner.admin.call('DELETE', `/v1/single-sign-on/domains/${domain.id}`)],
  ]
  test.each(removals)('when %s', async (_, remove) => {
    const own = await signIn(partner.id)
    await makeSteppedUp(office, partner.admin.memberId)
    await remove()
    expect([await status(vouched), await status(own)]).toEqual([401, 200])
  })

  test('sessions with an e-mail of another of the account’s domains go on', async () => {
    const other = await verifyDomain(office, partner.admin)
    await makeSteppedUp(office, partner.admin.memberId)
    expect((await partner.admin.call('DELETE', `/v1/single-sign-on/domains/${other.id}`)).status).toBe(204)
    expect(await status(vouched)).toBe(200)
  })

  test('a removed provider lets nobody start, and one that comes again knows nobody by name', async () => {
    await makeSteppedUp(office, partner.admin.memberId)
    await partner.admin.call('DELETE', '/v1/single-sign-on/provider')
    const start = () => office.anyone('POST', '/v1/sessions:start-single-sign-on', { email: person.email })
    expect(await start()).toMatchObject({ status: 422, body: { code: 'single_sign_on_unavailable' } })

    await setProvider(office, partner.admin, provider.issuer)
    const back = await goAndComeBack(office, provider, person.email, { sub: 'another-name' })
    expect((await finish(office, back)).status).toBe(201)
  })

  test('who comes back while the provider is removed has no session afterwards', async () => {
    const backs = await Promise.all([1, 2, 3, 4, 5, 6].map(() => goAndComeBack(office, provider, person.email)))
    await makeSteppedUp(office, partner.admin.memberId)
    const [removed, ...answers] = await Promise.all([
      partner.admin.call('DELETE', '/v1/single-sign-on/provider'),
      ...backs.map((back) => finish(office, back)),
    ])
    expect(removed.status).toBe(204)
    const came = answers.filter(({ status: code }) => code === 201).map((answer) => callerFrom(office, answer))
    expect(await Promise.all(came.map(status))).toEqual(came.map(() => 401))
  })
})
