import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { codeFor, mailTo, runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { ScopeRow } from '#server/testing/authorization-row.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import { openOnBehalf, orderOf, usd } from '#server/testing/orders.ts'
import type { OnBehalf } from '#server/testing/orders.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
  await insertCatalog(office.owner, {
    small: { monthly: '10', hourly: '0.02' },
    disk: { monthly: '10', family: 'storage' },
  })
})
afterAll(() => office.close())

const months = (count: number) => itemOf('small', { period: { unit: 'month', count } })
const payPerUse = itemOf('small', { billingMode: 'pay_per_use' })
const onlyPayPerUse = ['enable_pay_per_use', 'view_orders']
const onlyYearly = ['purchase_yearly_monthly', 'view_orders']

const limits: readonly (readonly [string, ScopeRow, string, [object, string], [object, string]])[] = [
  [
    'buys yearly/monthly',
    { actions: onlyPayPerUse },
    'authorization_action',
    [months(1), '10.00'],
    [payPerUse, '0.00'],
  ],
  ['enables pay-per-use', { actions: onlyYearly }, 'authorization_action', [payPerUse, '0.00'], [months(1), '10.00']],
  [
    'a product family',
    { serviceFamilies: ['compute'] },
    'authorization_service_family',
    [itemOf('disk'), '10.00'],
    [months(1), '10.00'],
  ],
  ['the longest term', { longestTermMonths: 3 }, 'authorization_term', [months(4), '40.00'], [months(3), '30.00']],
  [
    'an amount per order',
    { maxOrderMinor: 2_000n },
    'authorization_order_amount',
    [months(3), '30.00'],
    [months(2), '20.00'],
  ],
  [
    'an amount per month',
    { maxMonthMinor: 2_000n },
    'authorization_month_amount',
    [months(3), '30.00'],
    [months(2), '20.00'],
  ],
]

test.each(limits)(
  'a scope limits %s: what is beyond is refused by its name, as quoted, and what is within goes through',
  async (_, scope, wall, [beyond, price], [within, total]) => {
    const { customer, acting } = await openOnBehalf(office, partner, scope)
    const at = `/v1/customers/${customer.id}`
    const place = (item: object, amount: string) =>
      acting('POST', `${at}/orders`, { items: [item], quotedTotal: usd(amount), payment: 'now' })

    const quoted = await acting('POST', `${at}/quotes`, { items: [beyond] })
    const refused = await place(beyond, price)

    expect(quoted.body['verdict']).toMatchObject({
      allowed: false,
      reasons: [{ failed: wall, whoCanMend: 'the customer' }],
    })
    expect(refused).toMatchObject({ status: 403, body: { reasons: [{ failed: wall, whoCanMend: 'the customer' }] } })
    expect(await place(within, total)).toMatchObject({ status: 201, body: { state: 'processing' } })
  },
)

test('a grant of one order allows one order', async () => {
  const { place } = await openOnBehalf(office, partner, { maxOrders: 1n })
  expect((await place(1)).status).toBe(201)
  expect(await place(1)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'authorization_order_count' }] } })
})

test.each([
  ['view_orders', 'orders', ['view_resources']],
  ['view_resources', 'resources', ['view_orders']],
])('a delegate sees %s only where the scope says so', async (action, noun, others) => {
  const without = await openOnBehalf(office, partner, { actions: others })
  const having = await openOnBehalf(office, partner, { actions: [action] })
  const look = ({ customer, acting }: OnBehalf) => acting('GET', `/v1/customers/${customer.id}/${noun}`)
  expect(await look(without)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'authorization_action' }] } })
  expect((await look(having)).status).toBe(200)
})

test.each([
  ['automatic', 0],
  ['notify', 1],
] as const)(
  'under %s an order goes through, and the owners are told of it so often: %i',
  async (approvalMode, times) => {
    const { customer, place } = await openOnBehalf(office, partner, { approvalMode })
    const placed = await place(1)
    expect(placed.body['state']).toBe('processing')
    await runJobs(office)
    const told = (await mailTo(office, customer.owner.email)).filter(({ text }) => text.includes(placed.body.id))
    expect(told).toHaveLength(times)
  },
)

test('the right is what permission, authorization and customer allow together, and every wall that fails is named', async () => {
  const { customer, place } = await openOnBehalf(office, partner, { maxOrderMinor: 1_000n }, 1_500n)
  await office.owner.query(`update customers set freeze_id = 'f', freeze_scope = 'account' where id = $1`, [
    customer.id,
  ])
  const failed = async () => {
    const { body } = await place(2)
    return (body['reasons'] as { failed: string; whoCanMend: string }[]).map(
      (one) => `${one.failed}: ${one.whoCanMend}`,
    )
  }

  expect(await failed()).toEqual([
    'customer_frozen: the partner',
    'authorization_order_amount: the customer',
    'budget: the partner',
  ])
  await office.owner.query('update distributor_permissions set act_on_behalf = false where partner_id = $1', [
    partner.id,
  ])
  await office.owner.query(`update authorizations set state = 'revoked' where customer_id = $1`, [customer.id])
  expect(await failed()).toEqual(['distributor_permission: the distributor', 'authorization: the customer'])
  await office.owner.query('update distributor_permissions set act_on_behalf = true where partner_id = $1', [
    partner.id,
  ])
})

test('after a revoke orders placed already stand, and unpaid ones stay with the customer to pay or cancel', async () => {
  const { customer, authorizationId, place, onOrder } = await openOnBehalf(office, partner, {})
  const [standing, toPay, toCancel] = [await place(1), await place(1, 'later'), await place(1, 'later')]
  const verificationCode = await codeFor(office, customer.owner, 'revoke_authorization')
  const revoke = `/v1/authorizations/${authorizationId}:revoke`
  expect((await customer.owner.call('POST', revoke, { reason: 'Enough', verificationCode })).status).toBe(200)

  expect(await onOrder(standing.body.id)).toMatchObject({ status: 200, body: { state: 'processing' } })
  expect(await onOrder(toPay.body.id, 'pay')).toMatchObject({ status: 200, body: { state: 'processing' } })
  expect(await onOrder(toCancel.body.id, 'cancel')).toMatchObject({ status: 200, body: { state: 'canceled' } })
})

test('withdrawing the distributor’s permission leaves a waiting order with the customer', async () => {
  const below = await office.partner('reseller', distributor)
  const { place, onOrder } = await openOnBehalf(office, below, { approvalMode: 'approve_each' })
  const { id } = (await place(1)).body
  const permission = { actOnBehalf: false, freeze: true, setBudgets: true, budgetQuota: null }
  const withdrawn = await distributor.admin.call('PUT', `/v1/resellers/${below.id}/permission`, permission)
  expect(withdrawn.status).toBe(200)
  expect((await place(1)).status).toBe(403)
  expect(await onOrder(id, 'approve')).toMatchObject({ status: 200, body: { state: 'processing' } })
})

test('orders of the customer’s own hand need no authorization', async () => {
  const customer = await office.customer(partner)
  const own = await customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))
  expect(own).toMatchObject({ status: 201, body: { placedBy: { authorizationId: null, partnerId: null } } })
})
