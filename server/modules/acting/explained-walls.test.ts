import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { insertCatalog } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { orderOf, usd } from '#server/testing/orders.ts'
import type { Answer, Call } from '#server/testing/person.ts'
import { exchange, makeKey, programOf } from '#server/testing/program-keys.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
let customer: CustomerScene
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  distributor = await office.partner('distributor')
})
afterAll(() => office.close())
beforeEach(async () => {
  partner = await office.partner('reseller', distributor)
  customer = await office.customer(partner, { budgetMinor: 10_000n })
})

const explain = (call: Call, asked: object = {}, customerId: string = customer.id) =>
  call('POST', `/v1/customers/${customerId}/authority:explain`, asked)
const without = ({ status, body }: Answer) => ({ status, body: { ...body, requestId: '' } })
const wall = (body: Answer['body'], name: string) =>
  (body['walls'] as { wall: string }[]).find((one) => one.wall === name)
const named = ({ body }: Answer) =>
  (body['walls'] as { wall: string; passed: boolean }[]).map(({ wall: name, passed }) => `${passed ? '+' : '-'}${name}`)

test('before anything was asked, every wall up to the order is named in the order in which it is met', async () => {
  const explained = await explain(partner.admin.call)
  expect(named(explained)).toEqual([
    '+member',
    '-only_while_acting',
    '+role',
    '+partner_frozen',
    '+customer_closed',
    '+association',
    '+distributor_permission',
    '-authorization',
    '+customer_frozen',
    '+budget',
  ])
  expect(explained.body['allowed']).toBe(false)
  expect(wall(explained.body, 'authorization')).toEqual({
    wall: 'authorization',
    passed: false,
    state: 'none',
    whoCanMend: 'the customer',
    how: 'Request authorization; the customer decides.',
  })
})

test('who acts is told what is left of every limit, until when, and that nothing stands in the way', async () => {
  const validUntil = new Date(Date.now() + 86_400_000 * 30)
  const limits = { maxOrderMinor: 2_000n, maxMonthMinor: 5_000n, maxOrders: 3n, longestTermMonths: 12, validUntil }
  await office.authorize(customer, partner, limits)
  const actingSessionId = await startActing(partner.admin, customer)
  const placed = await partner.admin.acting(actingSessionId)('POST', `/v1/customers/${customer.id}/orders`, orderOf(1))
  expect(placed.status).toBe(201)

  const { body } = await explain(partner.admin.acting(actingSessionId))

  expect(body['allowed']).toBe(true)
  const known = (name: string) => wall(body, name)
  expect(known('authorization')).toMatchObject({ state: 'active', until: validUntil.toISOString() })
  expect(known('acting_session')).toMatchObject({ passed: true, until: expect.any(String) })
  expect(known('authorization_term')).toMatchObject({ months: 12 })
  expect(known('authorization_order_amount')).toEqual({
    wall: 'authorization_order_amount',
    passed: true,
    limit: usd('20.00'),
  })
  expect(known('authorization_month_amount')).toMatchObject({ left: usd('40.00') })
  expect(known('authorization_order_count')).toMatchObject({ orders: 2 })
  expect(known('budget')).toMatchObject({ left: usd('90.00') })
})

test('an order that is refused by a limit is told what that limit allows', async () => {
  await office.authorize(customer, partner, { maxOrderMinor: 2_000n, maxMonthMinor: 2_500n })
  const call = partner.admin.acting(await startActing(partner.admin, customer))
  const refused = await call('POST', `/v1/customers/${customer.id}/orders`, orderOf(3))
  expect(refused.body['reasons']).toMatchObject([
    { failed: 'authorization_order_amount', limit: usd('20.00') },
    { failed: 'authorization_month_amount', left: usd('25.00') },
  ])
})

test('a budget with nothing left is in the way of the least that there is to order', async () => {
  await office.owner.query(`update limits set posted = maximum where kind = 'budget' and customer_id = $1`, [
    customer.id,
  ])
  const { body } = await explain(customer.owner.call)
  expect(wall(body, 'budget')).toMatchObject({ passed: false, left: usd('0.00') })
})

test.each([
  [['view_orders'], false],
  [['view_orders', 'enable_pay_per_use'], true],
])('a grant of %s lets something be ordered: %s', async (actions, passed) => {
  await office.authorize(customer, partner, { actions })
  const { body } = await explain(partner.admin.call)
  expect(wall(body, 'authorization_action')).toMatchObject({ passed })
})

test('a request that waits says so, and one in force counts before one that waits', async () => {
  const id = await office.authorize(customer, partner)
  const state = async () => wall((await explain(partner.admin.call)).body, 'authorization')
  await office.owner.query(`update authorizations set state = 'pending', requested_at = now() where id = $1`, [id])
  expect(await state()).toMatchObject({ passed: false, state: 'pending' })
  const asking = await explain(partner.admin.call, { permission: 'authorizations:request' })
  expect(wall(asking.body, 'authorization_open')).toMatchObject({ passed: false })
  // A renewal waits beside what it renews.
  await office.owner.query('update authorizations set renews = id where id = $1', [id])
  const inForce = await office.authorize(customer, partner)
  expect(await state()).toMatchObject({ passed: true, state: 'active' })
  await office.owner.query(`update authorizations set state = 'revoked', ended_at = now() where id = $1`, [inForce])
  expect(await state()).toMatchObject({ passed: false, state: 'pending' })
  await office.owner.query(`update authorizations set requested_at = now() - interval '91 days' where id = $1`, [id])
  expect(await state()).toMatchObject({ passed: false, state: 'lapsed' })
})

test('an acting session that is over, and a role that was lost, are still explained in its own tab', async () => {
  await office.authorize(customer, partner)
  const actingSessionId = await startActing(partner.admin, customer)
  const call = partner.admin.acting(actingSessionId)
  await office.owner.query(`update acting_sessions set ended_at = now(), end_cause = 'left' where id = $1`, [
    actingSessionId,
  ])
  await office.owner.query(`update members set roles = '{finance}' where id = $1`, [partner.admin.memberId])
  const explained = await explain(call)
  expect(named(explained).filter((name) => name.startsWith('-'))).toEqual(['-role', '-acting_session'])
})

test('a grant says from when and until when it is in force, and that it is over as soon as it is', async () => {
  const [begins, ends] = [86_400_000, 172_800_000].map((ms) => new Date(Date.now() + ms).toISOString())
  const id = await office.authorize(customer, partner)
  const told = async (from: string, until: string) => {
    const period = 'valid_from = $2::timestamptz, valid_until = $3::timestamptz'
    await office.owner.query(`update authorizations set ${period} where id = $1`, [id, from, until])
    return wall((await explain(partner.admin.call)).body, 'authorization')
  }
  expect(await told(String(begins), String(ends))).toMatchObject({ state: 'active', from: begins, until: ends })
  const over = await told('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')
  expect(over).toMatchObject({ passed: false, state: 'expired' })
  expect(over).not.toHaveProperty('until')
})

test('what a delegate looks at needs its action of the scope, and nothing of an order is asked', async () => {
  await office.authorize(customer, partner, { actions: ['view_orders'] })
  const actingSessionId = await startActing(partner.admin, customer)
  const seen = async (permission: string) => named(await explain(partner.admin.acting(actingSessionId), { permission }))
  expect(await seen('orders:read')).toContain('+authorization_action')
  expect(await seen('resources:read')).toContain('-authorization_action')
  expect(await seen('orders:read')).not.toContain('+budget')
})

test('each partner is told of its own grant: a distributor learns nothing of its reseller’s', async () => {
  await office.authorize(customer, partner, { maxOrderMinor: 2_000n })
  const above = await explain(distributor.admin.call)
  expect(wall(above.body, 'authorization')).toMatchObject({ passed: false, state: 'none' })
  expect(wall(above.body, 'authorization_order_amount')).toBeUndefined()
  const own = await explain(partner.admin.call)
  expect(wall(own.body, 'authorization_order_amount')).toMatchObject({ limit: usd('20.00') })
})

test('a customer is told nothing of its partner, nor what is left of the partner’s quota', async () => {
  await office.authorize(customer, partner, { maxOrderMinor: 2_000n })
  await office.owner.query('update partners set frozen_at = now() where id = $1', [partner.id])
  expect(named(await explain(customer.owner.call))).toEqual([
    '+member',
    '+role',
    '+customer_closed',
    '+customer_frozen',
    '+budget',
  ])
})

test('another’s customer and another’s acting session are as if there were none', async () => {
  const stranger = await office.partner('solution_provider')
  const manager = await office.member(partner, ['account_manager'])
  const missing = `cus_${'0'.repeat(26)}`
  for (const { call } of [stranger.admin, manager])
    expect(without(await explain(call))).toEqual(without(await explain(call, {}, missing)))
  expect((await explain(manager.call)).status).toBe(404)

  await office.authorize(customer, partner)
  const actingSessionId = await startActing(partner.admin, customer)
  const colleague = await office.member(partner, ['sales'])
  const unknown = await explain(colleague.acting(`act_${'0'.repeat(26)}`))
  expect(unknown).toMatchObject({ status: 403, body: { code: 'acting_session_over' } })
  expect(without(await explain(colleague.acting(actingSessionId)))).toEqual(without(unknown))
})

test('a program is told of its own acting, and that its key does not hold what it was not given', async () => {
  await office.authorize(customer, partner)
  const key = await makeKey(office, partner.admin, ['acting:start', 'authority:explain', 'orders:quote'])
  const { token } = await exchange(office, key.secret, customer)
  const explained = await explain(programOf(office, token))
  expect(named(explained)).toContain('+acting_session')
  expect(named(explained).filter((name) => name.startsWith('-'))).toEqual(['-api_key_scope'])
})

test('an amount is in the customer’s currency, and what is to be ordered belongs to ordering', async () => {
  const order = { amount: { amount: '1.00', currency: 'EUR' } }
  expect(await explain(customer.owner.call, { order })).toMatchObject({
    status: 422,
    body: { code: 'currency_differs', currency: 'USD' },
  })
  const other = await explain(customer.owner.call, { permission: 'orders:read', order: { amount: usd('1.00') } })
  expect(other).toMatchObject({ status: 400, body: { errors: [{ pointer: '/order' }] } })
  expect((await explain(customer.owner.call, { order: { amount: usd('1.00') } })).status).toBe(200)
})
