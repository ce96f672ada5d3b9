import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { runJobs } from '#server/testing/jobs.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'

let office: Office
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
  await insertCatalog(office.owner, { small: { monthly: '10' } })
})
afterAll(() => office.close())

const usd = (amount: string) => ({ amount, currency: 'USD' })
const openOrder = { items: [itemOf('small')], quotedTotal: usd('10.00'), payment: 'later' }

async function summaryOf(customer: CustomerScene) {
  const { rows } = await office.owner.query<Record<string, unknown>>(
    `select month = to_char(now(), 'YYYY-MM') as current, open_orders, month_to_date_minor, budget_used_minor
     from customer_summaries where customer_id = $1`,
    [customer.id],
  )
  return rows[0]
}

test('a summary of a month that is over is read anew, and others stay as they are', async () => {
  const [old, current] = [await office.customer(partner, { budgetMinor: 5_000n }), await office.customer(partner)]
  await office.owner.query('update customer_summaries set month_to_date_minor = 700, budget_used_minor = 700')
  await office.owner.query("update customer_summaries set month = '2024-01' where customer_id = $1", [old.id])

  await runJobs(office, ['renewSummaries'])

  expect(await summaryOf(old)).toMatchObject({ current: true, month_to_date_minor: 0n, budget_used_minor: 0n })
  expect(await summaryOf(current)).toMatchObject({ month_to_date_minor: 700n, budget_used_minor: 700n })
})

test('a summary that somebody else is writing is waited for, and then says what is true by then', async () => {
  const customer = await office.customer(partner)
  const place = () => customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, openOrder)
  expect((await place()).status).toBe(201)
  const holder = await office.owner.connect()
  await holder.query('begin')
  await holder.query('select from customer_summaries where customer_id = $1 for update', [customer.id])

  const jobs = runJobs(office)
  await new Promise((done) => setTimeout(done, 500))
  await office.owner.query("update orders set state = 'canceled', canceled_at = now() where customer_id = $1", [
    customer.id,
  ])
  await holder.query('commit')
  holder.release()
  await jobs

  expect(await summaryOf(customer)).toMatchObject({ open_orders: 0 })
})

const place = async (customer: CustomerScene) => {
  const placed = await customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, openOrder)
  expect(placed.status).toBe(201)
  return placed.body.id
}
const pass = (id: string) =>
  office.owner.query(`update orders set lapses_at = now() - interval '1 second' where id = $1`, [id])
const stateOf = async (customer: CustomerScene, id: string) =>
  (await customer.owner.call('GET', `/v1/customers/${customer.id}/orders/${id}`)).body['state']

test('an order past its last day cannot be paid before the sweep comes, and the sweep gives back what it held', async () => {
  const customer = await office.customer(partner, { budgetMinor: 5_000n })
  const [late, open] = [await place(customer), await place(customer)]
  await pass(late)
  const pay = (id: string) => customer.owner.call('POST', `/v1/customers/${customer.id}/orders/${id}:pay`, {})

  expect(await pay(late)).toMatchObject({ status: 409, body: { code: 'order_not_open', state: 'lapsed' } })
  expect((await pay(open)).status).toBe(200)
  await runJobs(office, ['lapseOrders'])

  expect(await stateOf(customer, late)).toBe('canceled')
  const budget = await customer.owner.call('GET', `/v1/customers/${customer.id}/budget`)
  expect(budget.body).toMatchObject({ reserved: usd('0.00'), posted: usd('10.00') })
})

test('one order that cannot lapse does not stop the others', async () => {
  const customer = await office.customer(partner, { budgetMinor: 5_000n })
  const [stuck, free, next] = [await place(customer), await place(customer), await place(customer)]
  for (const id of [stuck, free, next]) await pass(id)
  // A second release of the same money breaks on the key of the ledger, and nothing of that order is changed.
  await office.owner.query(
    `insert into ledger_entries select channel_id, limit_id, period, source_id, part, 'release', 0, 0, customer_id, partner_id, at
     from ledger_entries where source_id = $1`,
    [stuck],
  )

  await runJobs(office, ['lapseOrders'])

  expect(await Promise.all([stuck, free, next].map((id) => stateOf(customer, id)))).toEqual([
    'pending_payment',
    'canceled',
    'canceled',
  ])
  const budget = await customer.owner.call('GET', `/v1/customers/${customer.id}/budget`)
  expect(budget.body).toMatchObject({ reserved: usd('10.00') })
})
