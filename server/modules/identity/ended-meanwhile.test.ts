import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { plainDb } from '#kernel/kernel.ts'
import { insertCatalog } from '#server/testing/catalog.ts'
import { clientId, clientSecret, openForgingProvider } from '#server/testing/forging-provider.ts'
import type { ForgingProvider } from '#server/testing/forging-provider.ts'
import { lockTimeoutMs, sendInTurn } from '#server/testing/in-turn.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Answer, Call, Person } from '#server/testing/person.ts'
import { exchange, exchangeForm, makeKey, sendForm } from '#server/testing/program-keys.ts'
import type { MadeKey } from '#server/testing/program-keys.ts'
import { makeSteppedUp, startActing } from '#server/testing/scene.ts'
import { claimDomain, freshDomain } from '#server/testing/single-sign-on.ts'
import { openTwin } from '#server/testing/twin.ts'
import type { Twin } from '#server/testing/twin.ts'
import { makePasswordReset } from './index.ts'

const password = 'correct horse'
const newPassword = 'correct horse battery staple'

let office: Office
let twin: Twin
let partner: PartnerScene
let passwordHash: string
let customer: CustomerScene
let member: Person
/** Another session of the same member's. */
let other: Call
let key: MadeKey
let provider: ForgingProvider
/** What the member acts by, at the other server. */
let acting: { readonly actingSessionId: string; readonly token?: string }
/** Where the member's e-mail is, for whom a provider speaks. */
let domain: { readonly id: string; readonly name: string }
beforeAll(async () => {
  office = await openOffice({ lockTimeoutMs })
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  twin = await openTwin(office, { lockTimeoutMs })
  provider = await openForgingProvider()
  partner = await office.partner('solution_provider')
  passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
})
afterAll(async () => {
  provider.close()
  await twin.close()
  await office.close()
})
beforeEach(async () => {
  customer = await office.customer(partner, { budgetMinor: 100_000n })
  await office.authorize(customer, partner)
  member = await office.member(partner, ['sales'])
  await office.owner.query('update identities set password_hash = $1 where email = $2', [passwordHash, member.email])
  key = await makeKey(office, member, ['acting:start', 'orders:place'])
  const { headers } = await office.anyone('POST', '/v1/sessions', { email: member.email, password })
  other = callerOf(office.app, /=([\w-]{43});/.exec(String(headers['set-cookie']))?.[1])
  await makeSteppedUp(office, member.memberId)
})

const end = {
  signOut: () => member.call('DELETE', '/v1/sessions/current'),
  endSession: async () => {
    const { body } = await other('GET', '/v1/sessions')
    const id = body.items.find(({ current }) => !current)?.id
    return other('DELETE', `/v1/sessions/${id}`)
  },
  endOtherSessions: () => other('POST', '/v1/sessions:end-others', {}),
  chooseAccount: () => member.call('POST', '/v1/sessions/current:choose-account', { accountId: member.accountId }),
  changePassword: () => other('PUT', '/v1/password', { currentPassword: password, newPassword }),
  resetPassword: async () => {
    const token = await makePasswordReset(plainDb(office.pool), member.email)
    return office.anyone('POST', '/v1/password-resets:complete', { token, newPassword })
  },
  revokeApiKey: () => member.call('DELETE', `/v1/api-keys/${key.id}`),
  setIdentityProvider: async () => {
    const { issuer } = provider
    return bySteppedUp(partner.admin, 'PUT', '/v1/single-sign-on/provider', { issuer, clientId, clientSecret })
  },
  removeIdentityProvider: () => bySteppedUp(partner.admin, 'DELETE', '/v1/single-sign-on/provider'),
  removeDomain: () => bySteppedUp(partner.admin, 'DELETE', `/v1/single-sign-on/domains/${domain.id}`),
  verifyDomain: async () => {
    const { admin } = await office.partner('solution_provider')
    const { id } = await claimDomain(office, admin, domain.name)
    return bySteppedUp(admin, 'POST', `/v1/single-sign-on/domains/${id}:verify`, {})
  },
  endActingSession: () => member.call('DELETE', `/v1/acting-sessions/${acting.actingSessionId}`),
  startActingSession: () =>
    member.call('POST', `/v1/customers/${customer.id}/acting-sessions`, { reason: 'In its place' }),
  exchangeToken: () => sendForm(office, '/oauth/token', exchangeForm(key.secret, customer)),
  leave: () => sendForm(office, '/oauth/revoke', { token: acting.token ?? '' }),
} satisfies Record<string, () => Promise<Answer>>
const endings = Object.entries(end)

const ofProgram = ['revokeApiKey', 'exchangeToken', 'leave']
const ofProvider = ['setIdentityProvider', 'removeIdentityProvider', 'removeDomain', 'verifyDomain']
const ofActing = ['endActingSession', 'startActingSession', 'exchangeToken', 'leave']
/** How an order is refused that comes too late. */
const refusedBy = (name: string) =>
  ofActing.includes(name)
    ? { status: 403, body: { code: 'acting_session_over' } }
    : { status: 401, body: { code: 'session_missing' } }

async function bySteppedUp({ memberId, call }: Person, ...request: Parameters<Call>): Promise<Answer> {
  await makeSteppedUp(office, memberId)
  return call(...request)
}

/** An order on behalf, at the other server: by the member's first session, or by the key's token. */
async function orderThere(name: string): Promise<() => Promise<Answer>> {
  if (ofProvider.includes(name)) await vouchForMember()
  acting = ofProgram.includes(name)
    ? await exchange(office, key.secret, customer)
    : { actingSessionId: await startActing(member, customer) }
  const { actingSessionId, token } = acting
  const call = token
    ? callerOf(twin.server, undefined, { authorization: `Bearer ${token}` })
    : callerOf(twin.server, member.token, { 'acting-session': actingSessionId })
  return () => call('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))
}

/** The member's sessions are such as a provider has let in, by an e-mail of a domain. */
async function vouchForMember(): Promise<void> {
  domain = { id: newId('domain'), name: freshDomain() }
  await office.owner.query(
    `insert into account_domains (id, account_id, domain, token, added_at, verified_at)
     values ($1, $2, $3, 'gone', now(), now())`,
    [domain.id, partner.id, domain.name],
  )
  const moved = 'update identities set email = $1 where email = $2'
  await office.owner.query(moved, [`${member.memberId}@${domain.name}`, member.email])
  const over = 'update identity_providers set removed_at = now() where account_id = $1 and removed_at is null'
  await office.owner.query(over, [partner.id])
  const { rows } = await office.owner.query(
    `insert into identity_providers (id, account_id, issuer, client_id, sealed_secret, set_at)
     values ($1, $2, 'https://login.example.test', 'procura', 'sealed', now()) returning id`,
    [newId('identityProvider'), partner.id],
  )
  const vouched = 'update sessions set identity_provider_id = $1 where member_id = $2'
  await office.owner.query(vouched, [rows[0]?.id, member.memberId])
}

async function ordersOf({ id }: CustomerScene): Promise<unknown[]> {
  return (await office.owner.query('select id from orders where customer_id = $1', [id])).rows
}

test.each(endings)('%s is answered after the order that was under way, and never before it', async (name, endIt) => {
  const order = await orderThere(name)
  const placedAtTheAnswer: unknown[] = []
  const endAndLook = async () => {
    const answer = await endIt()
    placedAtTheAnswer.push(...(await ordersOf(customer)))
    return answer
  }
  const byCustomer = { by: 'select from customers where id = $1 for update', values: [customer.id] }

  const [placed, ended] = await sendInTurn(office, byCustomer, [order, endAndLook])

  expect([placed?.status, String(ended?.status)]).toEqual([201, expect.stringMatching(/^20[014]$/)])
  expect(placedAtTheAnswer).toEqual([{ id: placed?.body.id }])
  expect(await order()).toMatchObject(refusedBy(name))
})

test.each(endings)(
  'an order that was let in before %s has come through is not placed after it',
  async (name, endIt) => {
    const order = await orderThere(name)
    const ending = ofActing.includes(name) ? 'acting_sessions' : name === 'revokeApiKey' ? 'api_keys' : 'sessions'
    const byRow = { by: `select from ${ending} where member_id = $1 for update`, values: [member.memberId] }

    const [ended, refused] = await sendInTurn(office, byRow, [endIt, order])

    expect(String(ended?.status)).toMatch(/^20[014]$/)
    expect(refused).toMatchObject(refusedBy(name))
    expect(await ordersOf(customer)).toEqual([])
  },
)

test.each(endings)('%s lets no order by that comes while it waits', async (name, endIt) => {
  const order = await orderThere(name)
  const byBudget = { by: 'select from limits where customer_id = $1 for update', values: [customer.id] }

  const [placed, ended, late] = await sendInTurn(office, byBudget, [order, endIt, order])

  expect([placed?.status, String(ended?.status)]).toEqual([201, expect.stringMatching(/^20[014]$/)])
  expect(late).toMatchObject(refusedBy(name))
})
