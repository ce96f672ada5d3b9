import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { codeFor } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Call } from '#server/testing/person.ts'
import { makeSteppedUp, startActing } from '#server/testing/scene.ts'

let office: Office
let reseller: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  reseller = await office.partner('reseller')
  await insertCatalog(office.owner, { small: { monthly: '10', hourly: '0.02' }, fine: { monthly: '0.0333333' } })
})
afterAll(() => office.close())

const byNumber = (one: number, other: number) => one - other
const usd = (amount: string) => ({ amount, currency: 'USD' })
const order = (amount: string, item = itemOf('small')) => ({ items: [item], quotedTotal: usd(amount), payment: 'now' })
const ordersOf = (customer: CustomerScene) => `/v1/customers/${customer.id}/orders`

async function actFor(customer: CustomerScene): Promise<{ call: Call; id: string }> {
  const started = await reseller.admin.call('POST', `/v1/customers/${customer.id}/acting-sessions`, {
    reason: 'Ticket 1',
  })
  expect(started.status).toBe(201)
  return { call: reseller.admin.acting(started.body.id), id: started.body.id }
}

/** A balance is the sum of its entries, for every limit of a customer. */
async function expectLedgerToAddUp(customer: CustomerScene): Promise<void> {
  const { rows } = await office.owner.query(
    `select l.kind, l.reserved = coalesce(sum(e.reserved), 0) and l.posted = coalesce(sum(e.posted), 0) as holds
     from limits l left join ledger_entries e on e.channel_id = l.channel_id and e.limit_id = l.id and e.period = l.period
     where l.customer_id = $1 group by l.channel_id, l.id`,
    [customer.id],
  )
  expect(rows.filter(({ holds }) => holds !== true)).toEqual([])
}

test('an order on behalf names the customer, the member, the partner, the authorization and the acting session', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 100_000n })
  const authorizationId = await office.authorize(customer, reseller, { maxOrderMinor: 50_000n, maxMonthMinor: 90_000n })
  const acting = await actFor(customer)
  const quote = await acting.call('POST', `/v1/customers/${customer.id}/quotes`, {
    items: [itemOf('small', { quantity: 3 })],
  })
  expect(quote).toMatchObject({ status: 200, body: { total: usd('30.00'), verdict: { allowed: true } } })

  const placed = await acting.call('POST', ordersOf(customer), order('30.00', itemOf('small', { quantity: 3 })))

  expect(placed).toMatchObject({
    status: 201,
    body: {
      source: 'partner',
      state: 'processing',
      total: usd('30.00'),
      placedBy: {
        memberId: reseller.admin.memberId,
        partnerId: reseller.id,
        onBehalfOf: customer.id,
        authorizationId,
        actingSessionId: acting.id,
      },
    },
  })
  const seen = await customer.owner.call('GET', `${ordersOf(customer)}/${placed.body.id}`)
  expect(seen).toMatchObject({
    status: 200,
    body: {
      id: placed.body.id,
      items: [{ quantity: 3, amount: usd('30.00') }],
      placedBy: { partnerName: reseller.name, reason: 'Ticket 1' },
    },
  })
  await expectLedgerToAddUp(customer)
  const { rows } = await office.owner.query('select actor_member_id, subjects from audit_events where subjects @> $1', [
    [placed.body.id],
  ])
  expect(rows).toMatchObject([{ actor_member_id: reseller.admin.memberId }])
})

test('a price that moved since the quote is refused with the new price, and nothing is written', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 100_000n })
  const refused = await customer.owner.call('POST', ordersOf(customer), order('9.99'))
  expect(refused).toMatchObject({ status: 409, body: { code: 'price_changed', current: usd('10.00') } })
  expect(await customer.owner.call('GET', ordersOf(customer))).toMatchObject({ status: 200, body: { items: [] } })
})

test('the member may not order for a customer without acting', async () => {
  const customer = await office.customer(reseller)
  const refused = await reseller.admin.call('POST', ordersOf(customer), order('10.00'))
  expect(refused).toMatchObject({ status: 403, body: { reasons: [{ failed: 'only_while_acting' }] } })
})

test('each limit refuses by its name what would pass it, and the order that fits goes through', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 6_000n })
  await office.authorize(customer, reseller, { maxOrderMinor: 5_000n, maxMonthMinor: 5_500n, maxOrders: 2n })
  const acting = await actFor(customer)
  const place = (quantity: number) =>
    acting.call('POST', ordersOf(customer), order(`${quantity * 10}.00`, itemOf('small', { quantity })))
  const failedBy = async (quantity: number) =>
    ((await place(quantity)).body['reasons'] as { failed: string }[] | undefined)?.map(({ failed }) => failed)
  expect(await failedBy(7)).toEqual(['authorization_order_amount', 'authorization_month_amount', 'budget'])
  expect((await place(5)).status).toBe(201)
  expect(await failedBy(1)).toEqual(['authorization_month_amount'])
  await office.owner.query('update limits set maximum = 100000 where customer_id = $1 and kind = $2', [
    customer.id,
    'authorization_month',
  ])
  expect(await failedBy(2)).toEqual(['budget'])
  expect((await place(1)).status).toBe(201)
  await office.owner.query("update limits set maximum = 100000 where customer_id = $1 and kind = 'budget'", [
    customer.id,
  ])
  expect(await failedBy(1)).toEqual(['authorization_order_count'])
  await expectLedgerToAddUp(customer)
})

test('ten retries with one key at the same moment place one order and all get its first answer', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 100_000n })
  const key = { 'idempotency-key': crypto.randomUUID() }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => customer.owner.call('POST', ordersOf(customer), order('10.00'), key)),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1)
  const other = await customer.owner.call(
    'POST',
    ordersOf(customer),
    order('20.00', itemOf('small', { quantity: 2 })),
    key,
  )
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
})

test('above the amount that the customer has set an order takes a code, and its quote says so', async () => {
  const customer = await office.customer(reseller)
  await office.authorize(customer, reseller)
  await office.owner.query('update customers set code_above_minor = 1000 where id = $1', [customer.id])
  const acting = await actFor(customer)
  const quote = async (quantity: number) => {
    const items = [itemOf('small', { quantity })]
    return (await acting.call('POST', `/v1/customers/${customer.id}/quotes`, { items })).body['needsVerificationCode']
  }
  expect([await quote(1), await quote(2)]).toEqual([false, true])
  const two = order('20.00', itemOf('small', { quantity: 2 }))

  const refused = await acting.call('POST', ordersOf(customer), two)
  const verificationCode = await codeFor(office, reseller.admin, 'place_order', customer.id)
  const placed = await acting.call('POST', ordersOf(customer), { ...two, verificationCode })

  expect(refused).toMatchObject({ status: 403, body: { code: 'verification_code_wrong' } })
  expect(placed).toMatchObject({ status: 201, body: { committed: usd('20.00') } })
  expect((await acting.call('POST', ordersOf(customer), order('10.00'))).status).toBe(201)
})

test('above that amount who has just stepped up needs no code, also while acting', async () => {
  const customer = await office.customer(reseller)
  await office.authorize(customer, reseller)
  await office.owner.query('update customers set code_above_minor = 500 where id = $1', [customer.id])
  const colleague = await office.member(reseller, ['sales'])
  const acting = colleague.acting(await startActing(colleague, customer))
  expect((await acting('POST', ordersOf(customer), order('10.00'))).status).toBe(403)

  await makeSteppedUp(office, colleague.memberId)
  expect((await acting('POST', ordersOf(customer), order('10.00'))).status).toBe(201)
})

test.each([
  ['budget', { budgetMinor: 10_000n }, {}, 10],
  ['monthly amount of the authorization', {}, { maxMonthMinor: 10_000n }, 10],
  ['one-order grant', {}, { maxOrders: 1n }, 1],
])(
  'fifty orders racing for the last of a %s: exactly as many succeed as fit',
  async (_, budget, scope, fit) => {
    const customer = await office.customer(reseller, budget)
    await office.authorize(customer, reseller, scope)
    const acting = await actFor(customer)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => acting.call('POST', ordersOf(customer), order('10.00'))),
    )
    const counts = Map.groupBy(answers, ({ status }) => status)
    expect(Object.fromEntries([...counts].map(([status, of]) => [status, of.length]))).toEqual({
      201: fit,
      403: 50 - fit,
    })
    await expectLedgerToAddUp(customer)
  },
  60_000,
)

test('a frozen customer, a used-up quota and a missing plan are refused by their names', async () => {
  const customer = await office.customer(reseller)
  const missing = await customer.owner.call('POST', ordersOf(customer), order('10.00', itemOf('none')))
  expect(missing).toMatchObject({ status: 422, body: { code: 'plan_unavailable', pointer: '/items/0/planId' } })
  await office.owner.query("update customers set freeze_id = 'frz', freeze_scope = 'account' where id = $1", [
    customer.id,
  ])
  const frozen = await customer.owner.call('POST', ordersOf(customer), order('10.00'))
  expect(frozen).toMatchObject({ status: 403, body: { reasons: [{ failed: 'customer_frozen' }] } })
})

test('a quota of the seller and of its distributor both count, and a customer’s own order moves them unseen', async () => {
  const distributor = await office.partner('distributor')
  const below = await office.partner('reseller', distributor)
  const customer = await office.customer(below)
  for (const [place, partner] of [below, distributor].entries())
    await office.owner.query(
      `insert into limits (channel_id, id, kind, partner_id, cadence, currency, maximum, period)
       values ($1, $2, 'quota', $3, 'monthly', 'USD', $4, to_char(now(), 'YYYY-MM'))`,
      [below.channelId, `lim_0000000000000000000000000${place}`, partner.id, place === 0 ? 5_000 : 2_000],
    )
  expect(
    (await customer.owner.call('POST', ordersOf(customer), order('20.00', itemOf('small', { quantity: 2 })))).status,
  ).toBe(201)
  const refused = await customer.owner.call('POST', ordersOf(customer), order('10.00'))
  expect(refused).toMatchObject({ status: 403, body: { reasons: [{ failed: 'quota' }] } })
  const { rows } = await office.owner.query("select posted from limits where kind = 'quota' and channel_id = $1", [
    below.channelId,
  ])
  expect(rows).toEqual([{ posted: 2000n }, { posted: 2000n }])
})

test('pay-per-use costs nothing yet, its month of hours is tested and stays held against the authorization', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 100_000n })
  await office.authorize(customer, reseller, { maxMonthMinor: 2_000n })
  const acting = await actFor(customer)
  const item = itemOf('small', { billingMode: 'pay_per_use' })
  const enabled = await acting.call('POST', ordersOf(customer), order('0.00', item))
  expect(enabled).toMatchObject({
    status: 201,
    body: { type: 'pay_per_use_activation', total: usd('0.00'), committed: usd('14.60') },
  })
  const again = await acting.call('POST', ordersOf(customer), order('0.00', item))
  expect(again).toMatchObject({ status: 403, body: { reasons: [{ failed: 'authorization_month_amount' }] } })
  await expectLedgerToAddUp(customer)
})

test('an order to be paid later reserves; paying posts it once, canceling gives everything back once', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 2_000n })
  const later = { ...order('10.00'), payment: 'later' }
  const [one, two] = [
    await customer.owner.call('POST', ordersOf(customer), later),
    await customer.owner.call('POST', ordersOf(customer), later),
  ]
  expect(one.body).toMatchObject({ state: 'pending_payment', lapsesAt: expect.any(String) })
  const budget = () => customer.owner.call('GET', `/v1/customers/${customer.id}/budget`)
  expect((await budget()).body).toMatchObject({ reserved: usd('20.00'), posted: usd('0.00') })
  const pay = () => customer.owner.call('POST', `${ordersOf(customer)}/${one.body.id}:pay`, {})
  const cancel = () => customer.owner.call('POST', `${ordersOf(customer)}/${two.body.id}:cancel`, {})
  const [paid, canceled] = [await Promise.all([pay(), pay()]), await Promise.all([cancel(), cancel()])]
  expect(paid.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 409])
  expect(canceled.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 409])
  const over = [...paid, ...canceled].filter(({ status }) => status === 200)
  expect(over.map(({ body }) => body.lapsesAt)).toEqual([null, null])
  expect((await budget()).body).toMatchObject({ reserved: usd('0.00'), posted: usd('10.00'), remaining: usd('10.00') })
  await expectLedgerToAddUp(customer)
})

test('a price finer than the minor unit is rounded once, at the item', async () => {
  const customer = await office.customer(reseller)
  const quote = await customer.owner.call('POST', `/v1/customers/${customer.id}/quotes`, {
    items: [itemOf('fine', { quantity: 3 })],
  })
  expect(quote.body.total).toEqual(usd('0.10'))
})

test('a budget that was given another cadence meanwhile takes nothing back, and still limits', async () => {
  const customer = await office.customer(reseller, { budgetMinor: 2_000n })
  const later = { ...order('10.00'), payment: 'later' }
  const placed = await customer.owner.call('POST', ordersOf(customer), later)
  await office.owner.query(
    "update limits set cadence = 'one_time', period = 'all', reserved = 0, posted = 0 where customer_id = $1",
    [customer.id],
  )
  const canceled = await customer.owner.call('POST', `${ordersOf(customer)}/${String(placed.body.id)}:cancel`, {})
  expect(canceled.status).toBe(200)
  const [, second] = [
    await customer.owner.call('POST', ordersOf(customer), order('20.00', itemOf('small', { quantity: 2 }))),
    await customer.owner.call('POST', ordersOf(customer), order('10.00')),
  ]
  expect(second).toMatchObject({ status: 403, body: { reasons: [{ failed: 'budget' }] } })
})
