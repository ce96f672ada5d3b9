import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { plainDb } from '#kernel/kernel.ts'
import { insertCatalog } from '#server/testing/catalog.ts'
import { sendInTurn } from '#server/testing/in-turn.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { orderOf } from '#server/testing/orders.ts'
import { callerOf } from '#server/testing/person.ts'
import type { Answer, Call, Person } from '#server/testing/person.ts'
import { exchange, makeKey } from '#server/testing/program-keys.ts'
import type { MadeKey } from '#server/testing/program-keys.ts'
import { makeSteppedUp, startActing } from '#server/testing/scene.ts'
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
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  twin = await openTwin(office)
  partner = await office.partner('solution_provider')
  passwordHash = await hash(password, { memoryCost: 1024, timeCost: 1 })
})
afterAll(async () => {
  await twin.close()
  await office.close()
})
beforeEach(async () => {
  customer = await office.customer(partner)
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
  removeIdentityProvider: async () => {
    await makeSteppedUp(office, partner.admin.memberId)
    return partner.admin.call('DELETE', '/v1/single-sign-on/provider')
  },
} satisfies Record<string, () => Promise<Answer>>
const endings = Object.entries(end)

/** An order on behalf, at the other server: by the member's first session, or by the key's token. */
async function orderThere(name: string): Promise<() => Promise<Answer>> {
  if (name === 'removeIdentityProvider') await vouchForMember()
  const standing =
    name === 'revokeApiKey'
      ? { authorization: `Bearer ${(await exchange(office, key.secret, customer)).token}` }
      : { 'acting-session': await startActing(member, customer) }
  const call = callerOf(twin.server, 'authorization' in standing ? undefined : member.token, { ...standing })
  return () => call('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))
}

/** The member's sessions are such as a provider has let in. */
async function vouchForMember(): Promise<void> {
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
  expect((await order()).status).toBe(401)
})

test.each(endings)(
  'an order that was let in before %s has come through is not placed after it',
  async (name, endIt) => {
    const order = await orderThere(name)
    const ending = name === 'revokeApiKey' ? 'api_keys' : 'sessions'
    const byRow = { by: `select from ${ending} where member_id = $1 for update`, values: [member.memberId] }

    const [ended, refused] = await sendInTurn(office, byRow, [endIt, order])

    expect(String(ended?.status)).toMatch(/^20[014]$/)
    expect(refused).toMatchObject({ status: 401, body: { code: 'session_missing' } })
    expect(await ordersOf(customer)).toEqual([])
  },
)
