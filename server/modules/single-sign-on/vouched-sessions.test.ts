import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { newId } from '#kernel/ids.ts'
import { lockNumber } from '#kernel/lock-name.ts'
import { openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Call, Person } from '#server/testing/person.ts'
import { newSoftPasskey } from '#server/testing/authenticator.ts'
import { queueBehind, sendInTurn } from '#server/testing/in-turn.ts'
import { makeSteppedUp } from '#server/testing/scene.ts'
import {
  callerFrom,
  finish,
  goAndComeBack,
  setProvider,
  setUpSingleSignOn,
  verifyDomain,
} from '#server/testing/single-sign-on.ts'
import { comeIn, memberOfBoth, password, signInOwn } from '#server/testing/vouched-person.ts'

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
  person = await memberOfBoth(office, partner, elsewhere, domain.domain)
  vouched = await comeIn(office, provider, person)
})

const signIn = (accountId: string): Promise<Call> => signInOwn(office, person, accountId)
const status = async (call: Call) => (await call('GET', '/v1/sessions/current')).status
const onOthersWord = { status: 403, body: { code: 'not_allowed', reasons: [{ failed: 'own_sign_in' }] } }

/** Decided by hand from what each is about: whoever adds one that is `personal` decides it here, too. */
const personal = {
  thePerson: [
    'addPasskey',
    'changePassword',
    'chooseAccount',
    'confirmAuthenticatorApp',
    'makeRecoveryCodes',
    'removeAuthenticatorApp',
    'removePasskey',
    'startAuthenticatorApp',
    'startPasskey',
  ],
  theMembership: [
    'addDomain',
    'createApiKey',
    'endOtherSessions',
    'endSession',
    'getFactors',
    'getSession',
    'getSingleSignOn',
    'listApiKeys',
    'listOwnActingSessions',
    'listSessions',
    'removeDomain',
    'removeIdentityProvider',
    'requestVerificationCode',
    'revokeApiKey',
    'setIdentityProvider',
    'setPreferences',
    'signOut',
    'startActingSession',
    'startPasskeyStepUp',
    'stepUp',
    'verifyDomain',
  ],
}

test('each operation that takes a person is about the person, or about what they are in this account', () => {
  const names = (some: readonly { readonly name: string }[]) => some.map(({ name }) => name).sort()
  expect(names(operations.filter((one) => one.aboutPerson))).toEqual(personal.thePerson)
  expect(names(operations.filter((one) => one.personal && !one.aboutPerson))).toEqual(personal.theMembership)
})

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
    await makeSteppedUp(office, person.memberId)
    const own = await signIn(partner.id)
    await makeSteppedUp(office, person.memberId)
    const currentPassword = password
    const { challenge } = (await own('POST', '/v1/passkeys:start', {})).body as unknown as { challenge: string }
    const passkey = { name: 'Theirs', ...newSoftPasskey().attest({ challenge }, {}), transports: ['internal'] }
    const attempts: readonly (readonly [method: string, path: string, body?: object])[] = [
      ['PUT', '/v1/password', { currentPassword, newPassword: 'another horse battery' }],
      ['POST', '/v1/factors/authenticator-app:start', {}],
      ['POST', '/v1/factors/authenticator-app:confirm', { authenticatorCode: '123456' }],
      ['DELETE', '/v1/factors/authenticator-app'],
      ['POST', '/v1/factors/recovery-codes', {}],
      ['POST', '/v1/passkeys:start', {}],
      ['DELETE', `/v1/passkeys/${newId('passkey')}`],
      ['POST', '/v1/passkeys', passkey],
    ]
    for (const [method, path, body] of attempts)
      expect([path, await vouched(method, path, body)]).toMatchObject([path, onOthersWord])
    expect((await own('POST', '/v1/passkeys', passkey)).status).toBe(201)
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

const removals: readonly (readonly [what: string, remove: () => Promise<unknown>])[] = [
  ['the provider is removed', () => partner.admin.call('DELETE', '/v1/single-sign-on/provider')],
  ['another is set in its place', () => setProvider(office, partner.admin, provider.issuer)],
  ['the domain is given up', () => partner.admin.call('DELETE', `/v1/single-sign-on/domains/${domain.id}`)],
]

describe('sessions end with what they stand on, and only they', () => {
  test.each(removals)('when %s', async (_, remove) => {
    const own = await signIn(partner.id)
    await makeSteppedUp(office, partner.admin.memberId)
    await remove()
    expect([await status(vouched), await status(own)]).toEqual([401, 200])
  })

  test('whose session has run out is not waited for, whatever they do elsewhere', async () => {
    await office.owner.query(
      `update sessions set expires_at = now() - interval '1 hour'
       where identity_provider_id is not null and identity_id = (select id from identities where email = $1)`,
      [person.email],
    )
    const { rows } = await office.owner.query<{ id: string }>('select id from identities where email = $1', [
      person.email,
    ])
    const busy = { by: 'select pg_advisory_xact_lock_shared($1)', values: [lockNumber('turnstile', rows[0]?.id ?? '')] }
    await makeSteppedUp(office, partner.admin.memberId)
    const remove = () => partner.admin.call('DELETE', '/v1/single-sign-on/provider')
    expect((await queueBehind(office, busy, [], remove)).done).toMatchObject({ status: 204 })
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

  const removed: readonly (readonly [what: string, path: () => string])[] = [
    ['the provider', () => '/v1/single-sign-on/provider'],
    ['the domain', () => `/v1/single-sign-on/domains/${domain.id}`],
  ]
  test.each(removed)(
    'whoever has come back when %s is removed, and is not in yet, comes in and is out again',
    async (_, path) => {
      const back = await goAndComeBack(office, provider, person.email)
      await makeSteppedUp(office, partner.admin.memberId)
      // Where a session starts its person is held: what comes back is past its own locks, and not committed.
      const held = { by: 'select from identities where email = $1 for update', values: [person.email] }

      const [came, gone] = await sendInTurn(office, held, [
        () => finish(office, back),
        () => partner.admin.call('DELETE', path()),
      ])

      expect([came?.status, gone?.status]).toEqual([201, 204])
      expect(came && (await status(callerFrom(office, came)))).toBe(401)
    },
  )

  test.each(removed)('whoever comes back after %s was removed does not come in', async (_, path) => {
    const back = await goAndComeBack(office, provider, person.email)
    await makeSteppedUp(office, partner.admin.memberId)
    await partner.admin.call('DELETE', path())
    expect((await finish(office, back)).status).toBe(403)
  })
})

describe('an API key that was made in such a session', () => {
  const wanted = { name: 'Batch', permissions: ['customers:list'], expiresInDays: 3 }
  const makeKey = async (call: Call): Promise<{ id: string; secret: string }> => {
    await makeSteppedUp(office, person.memberId)
    const { body } = await call('POST', '/v1/api-keys', wanted)
    return { id: body.id, secret: String(body['secret']) }
  }
  const use = async ({ secret }: { secret: string }) =>
    (await office.anyone('GET', '/v1/customers', undefined, { authorization: `Bearer ${secret}` })).status

  test.each(removals)(
    'ends when %s, says the log, and those made by the person’s own sign-in go on',
    async (_, remove) => {
      const own = await makeKey(await signIn(partner.id))
      const vouchedFor = await makeKey(vouched)
      expect([await use(vouchedFor), await use(own)]).toEqual([200, 200])

      await makeSteppedUp(office, partner.admin.memberId)
      await remove()

      expect([await use(vouchedFor), await use(own)]).toEqual([401, 200])
      const { body } = await partner.admin.call('GET', '/v1/audit-events?limit=20')
      const about = body.items.filter(({ subjects }) => (subjects as string[]).includes(vouchedFor.id))
      expect(about.map(({ operation }) => operation)).toEqual([expect.stringMatching(/^(remove|set)/), 'createApiKey'])
    },
  )

  test('ends with the domain of its owner’s e-mail, and not with another', async () => {
    const key = await makeKey(vouched)
    const other = await verifyDomain(office, partner.admin)
    await makeSteppedUp(office, partner.admin.memberId)
    await partner.admin.call('DELETE', `/v1/single-sign-on/domains/${other.id}`)
    expect(await use(key)).toBe(200)
  })

  test('is not made beside the end of the provider', async () => {
    await makeSteppedUp(office, person.memberId)
    await makeSteppedUp(office, partner.admin.memberId)
    // Where a member's keys are counted, one after the other.
    const held = {
      by: 'select pg_advisory_xact_lock($1)',
      values: [lockNumber('api keys', person.memberId)],
    }
    const [made, gone] = await sendInTurn(office, held, [
      () => vouched('POST', '/v1/api-keys', wanted),
      () => partner.admin.call('DELETE', '/v1/single-sign-on/provider'),
    ])
    expect(gone?.status).toBe(204)
    const secret = String(made?.body['secret'])
    expect(await use({ secret })).toBe(401)
  })
})
