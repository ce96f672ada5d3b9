import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { ScopeRow } from '#server/testing/authorization-row.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { usd } from '#server/testing/orders.ts'
import type { Answer, Call } from '#server/testing/person.ts'
import { openQuota } from '#server/testing/quota.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let distributor: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())

interface Walls {
  readonly wall: string
  readonly passed: boolean
  readonly [known: string]: unknown
}

const explain = (call: Call, customer: CustomerScene, asked: object = {}) =>
  call('POST', `/v1/customers/${customer.id}/authority:explain`, asked)
const wallsOf = ({ status, body, text }: Answer): readonly Walls[] => {
  if (status !== 200) throw new Error(text)
  return body['walls'] as Walls[]
}
const failedIn = (answer: Answer) => wallsOf(answer).flatMap(({ wall, passed }) => (passed ? [] : [wall]))
const reasonsIn = ({ status, body }: Answer) =>
  status < 300 ? [] : (body['reasons'] as { failed: string }[]).map(({ failed }) => failed)

/** What is done to the rows of one customer, its partner and their authorization before somebody asks. */
type Mishap = readonly [what: string, scope: ScopeRow, sql: readonly string[], walls: readonly string[]]
const customers = (set: string) => `update customers set ${set} where id = $1`
const associations = (set: string) => `update associations set ${set} where customer_id = $1`
const authorizations = (set: string) => `update authorizations set ${set} where customer_id = $1`
const acting = (set: string) => `update acting_sessions set ${set} where customer_id = $1`
const ofPartner = (table: string, column: string, set: string) =>
  `update ${table} set ${set} where ${column} = (select partner_id from customers where id = $1)`
const frozen = customers(`freeze_id = 'f', freeze_scope = 'account'`)
const partnerFrozen = ofPartner('partners', 'id', 'frozen_at = now()')
const withdrawn = ofPartner('distributor_permissions', 'partner_id', 'act_on_behalf = false')

const standing: readonly Mishap[] = [
  ['nothing', {}, [], []],
  ['a frozen partner', {}, [partnerFrozen], ['partner_frozen']],
  ['a closed account', {}, [customers('closed_at = now()')], ['customer_closed']],
  ['a referral', {}, [associations(`type = 'referral'`)], ['association']],
  ['an association that has ended', {}, [associations('ended_at = now()')], ['association']],
  ['a permission withdrawn', {}, [withdrawn], ['distributor_permission']],
  ['a grant that begins later', {}, [authorizations(`valid_from = now() + interval '1 day'`)], ['authorization']],
  ['a grant that is over', {}, [authorizations(`valid_until = now() - interval '1 day'`)], ['authorization']],
  ['a grant revoked', {}, [authorizations(`state = 'revoked', ended_at = now()`)], ['authorization']],
  [
    'everything at once',
    {},
    [partnerFrozen, withdrawn, associations('ended_at = now()'), authorizations(`valid_until = now()`)],
    ['partner_frozen', 'association', 'distributor_permission', 'authorization'],
  ],
]

const ordering: readonly Mishap[] = [
  ...standing,
  ['a session left', {}, [acting(`ended_at = now(), end_cause = 'left'`)], ['acting_session']],
  ['a session idled out', {}, [acting(`last_used_at = now() - interval '16 minutes'`)], ['acting_session']],
  ['a session past its hour', {}, [acting('expires_at = now()')], ['acting_session']],
  ['a frozen account', {}, [frozen], ['customer_frozen']],
  ['another action', { actions: ['enable_pay_per_use'] }, [], ['authorization_action']],
  ['another family', { serviceFamilies: ['storage'] }, [], ['authorization_service_family']],
  ['a shorter term', { longestTermMonths: 2 }, [], ['authorization_term']],
  ['less per order', { maxOrderMinor: 2_999n }, [], ['authorization_order_amount']],
  ['less per month', { maxMonthMinor: 2_999n }, [], ['authorization_month_amount']],
  [
    'no order left',
    { maxOrders: 1n },
    [`update limits set posted = 1 where kind = 'authorization_orders' and customer_id = $1`],
    ['authorization_order_count'],
  ],
  ['a smaller budget', {}, [`update limits set maximum = 2999 where kind = 'budget' and customer_id = $1`], ['budget']],
  [
    'every limit at once',
    { maxOrderMinor: 100n, maxMonthMinor: 100n, longestTermMonths: 1, serviceFamilies: ['network'] },
    [frozen, `update limits set maximum = 1 where kind = 'budget' and customer_id = $1`],
    [
      'customer_frozen',
      'authorization_service_family',
      'authorization_term',
      'authorization_order_amount',
      'authorization_month_amount',
      'budget',
    ],
  ],
]

const wished = {
  actions: ['purchase_yearly_monthly'],
  serviceFamilies: ['compute'],
  longestTermMonths: 3,
  amount: usd('30.00'),
}
const ordered = {
  items: [itemOf('small', { period: { unit: 'month', count: 3 } })],
  quotedTotal: usd('30.00'),
  payment: 'now',
}
const open = async (scope: ScopeRow) => {
  const partner = await office.partner('reseller', distributor)
  const customer = await office.customer(partner, { budgetMinor: 100_000n })
  await office.authorize(customer, partner, scope)
  return { partner, customer }
}
const happen = async (customer: CustomerScene, sql: readonly string[]) => {
  for (const statement of sql) await office.owner.query(statement, [customer.id])
}

describe('what is explained is what is refused', () => {
  test.each(ordering)('placing an order on behalf, with %s', async (_, scope, sql, walls) => {
    const { partner, customer } = await open(scope)
    const actingSessionId = await startActing(partner.admin, customer)
    await happen(customer, sql)
    const call = partner.admin.acting(actingSessionId)

    const explained = await explain(call, customer, { order: wished })
    const placed = await call('POST', `/v1/customers/${customer.id}/orders`, ordered)

    expect(failedIn(explained)).toEqual(walls)
    expect(reasonsIn(placed)).toEqual(walls)
    expect(explained.body['allowed']).toBe(placed.status === 201)
  })

  test.each(standing)('switching role, with %s', async (_, scope, sql, walls) => {
    const { partner, customer } = await open(scope)
    await happen(customer, sql)
    const { call } = partner.admin

    const explained = await explain(call, customer, { permission: 'acting:start' })
    const started = await call('POST', `/v1/customers/${customer.id}/acting-sessions`, { reason: 'Ticket 4711' })

    expect(failedIn(explained)).toEqual(walls)
    expect(reasonsIn(started)).toEqual(walls)
    expect(explained.body['allowed']).toBe(started.status === 201)
  })

  test.each([
    ['nothing', 'owner', [], []],
    ['the role of a viewer', 'viewer', [], ['role']],
    ['a closed account', 'owner', [customers('closed_at = now()')], ['customer_closed']],
    [
      'a frozen account and no budget left',
      'purchaser',
      [frozen, `update limits set posted = maximum where kind = 'budget' and customer_id = $1`],
      ['customer_frozen', 'budget'],
    ],
  ] as const)('the customer’s own order, with %s', async (_, role, sql, walls) => {
    const { customer } = await open({})
    const { call } = await office.member(customer, [role])
    await happen(customer, sql)

    const explained = await explain(call, customer, { order: wished })
    const placed = await call('POST', `/v1/customers/${customer.id}/orders`, ordered)

    expect(failedIn(explained)).toEqual(walls)
    expect(reasonsIn(placed)).toEqual(walls)
  })

  test('a seller whose quota is used up, or counts another currency, is told so without an amount', async () => {
    const seller = await office.partner('solution_provider')
    const customer = await office.customer(seller)
    await office.authorize(customer, seller)
    const actingSessionId = await startActing(seller.admin, customer)
    const call = seller.admin.acting(actingSessionId)
    await openQuota(office, seller, { maximum: 2_999n })
    for (const wall of ['quota', 'quota_currency']) {
      const explained = await explain(call, customer, { order: wished })
      expect(failedIn(explained)).toEqual([wall])
      const [met] = wallsOf(explained).filter((one) => one.wall === wall)
      expect(Object.keys(met ?? {}).toSorted()).toEqual(['how', 'passed', 'wall', 'whoCanMend'])
      expect(reasonsIn(await call('POST', `/v1/customers/${customer.id}/orders`, ordered))).toEqual([wall])
      await office.owner.query(`update limits set currency = 'EUR' where kind = 'quota' and partner_id = $1`, [
        seller.id,
      ])
    }
  })
})
