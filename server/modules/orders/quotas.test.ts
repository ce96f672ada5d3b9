import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Call } from '#server/testing/person.ts'
import { openQuota as openQuotaOf } from '#server/testing/quota.ts'
import { startActing } from '#server/testing/scene.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
  await insertCatalog(office.owner, { small: { monthly: '10' } })
  await office.owner.query(`insert into offers select plan_id, region_id, billing_mode, 'EUR', 9, '{}' from offers`)
})
afterAll(() => office.close())

const openQuota = (partner: PartnerScene, currency: string) => openQuotaOf(office, partner, { currency })

const order = (call: Call, { id }: CustomerScene, currency: 'USD' | 'EUR', payment: 'now' | 'later' = 'now') =>
  call('POST', `/v1/customers/${id}/orders`, {
    items: [itemOf('small')],
    quotedTotal: { amount: currency === 'USD' ? '10.00' : '9.00', currency },
    payment,
  })

/** What is reserved and posted of a quota, which its ledger must say too. */
async function usedOf(limitId: string): Promise<[reserved: number, posted: number]> {
  const { rows } = await office.owner.query<Record<'reserved' | 'posted' | 'booked', number>>(
    `select l.reserved::int, l.posted::int, coalesce(sum(e.reserved + e.posted), 0)::int as booked
     from limits l left join ledger_entries e on e.channel_id = l.channel_id and e.limit_id = l.id
     where l.id = $1 group by l.channel_id, l.id`,
    [limitId],
  )
  const { reserved = 0, posted = 0, booked = 0 } = rows[0] ?? {}
  expect(booked).toBe(reserved + posted)
  return [reserved, posted]
}

/** Who orders: the customer, whom the quotas are hidden from, and a delegate of a seller who sees its own. */
const callers = [
  ['a customer’s own order', async (customer: CustomerScene) => customer.owner.call],
  [
    'an order on behalf',
    async (customer: CustomerScene, seller: PartnerScene) => {
      await office.authorize(customer, seller)
      return seller.admin.acting(await startActing(seller.admin, customer))
    },
  ],
] as const

test.each(callers)('%s counts against the quotas of its currency alone', async (_who, callerFor) => {
  const seller = await office.partner('solution_provider')
  const [dollars, euros] = [await office.customer(seller), await office.customer(seller, { currency: 'EUR' })]
  const [inDollars, inEuros] = [await openQuota(seller, 'USD'), await openQuota(seller, 'EUR')]

  expect((await order(await callerFor(dollars, seller), dollars, 'USD')).status).toBe(201)
  expect(await usedOf(inDollars)).toEqual([0, 1000])
  expect(await usedOf(inEuros)).toEqual([0, 0])

  expect((await order(await callerFor(euros, seller), euros, 'EUR')).status).toBe(201)
  expect(await usedOf(inDollars)).toEqual([0, 1000])
  expect(await usedOf(inEuros)).toEqual([0, 900])
})

test.each(callers)('%s is refused where the seller’s quotas are all in other currencies', async (_who, callerFor) => {
  const seller = await office.partner('solution_provider')
  await openQuota(seller, 'USD')
  const customer = await office.customer(seller, { currency: 'EUR' })
  const call = await callerFor(customer, seller)
  const reasons = [{ failed: 'quota_currency', whoCanMend: 'the operator' }]
  const quote = await call('POST', `/v1/customers/${customer.id}/quotes`, { items: [itemOf('small')] })
  expect(quote.body).toMatchObject({ verdict: { allowed: false, reasons } })
  expect(await order(call, customer, 'EUR')).toMatchObject({ status: 403, body: { reasons } })
})

test('a distributor’s quota in another currency stops its reseller too', async () => {
  const distributor = await office.partner('distributor')
  const reseller = await office.partner('reseller', distributor)
  await openQuota(distributor, 'USD')
  await openQuota(reseller, 'EUR')
  const customer = await office.customer(reseller, { currency: 'EUR' })
  const refused = { status: 403, body: { reasons: [{ failed: 'quota_currency' }] } }
  expect(await order(customer.owner.call, customer, 'EUR')).toMatchObject(refused)
  await openQuota(distributor, 'EUR')
  expect((await order(customer.owner.call, customer, 'EUR')).status).toBe(201)
})

test('what an order holds of a quota is posted when it is paid, and given back when it is canceled', async () => {
  const distributor = await office.partner('distributor')
  const reseller = await office.partner('reseller', distributor)
  const quotas = [await openQuota(distributor, 'USD'), await openQuota(reseller, 'USD')]
  const customer = await office.customer(reseller)
  const { call } = customer.owner
  const [paid, canceled] = [await order(call, customer, 'USD', 'later'), await order(call, customer, 'USD', 'later')]
  for (const quota of quotas) expect(await usedOf(quota)).toEqual([2000, 0])

  const orders = `/v1/customers/${customer.id}/orders`
  expect((await call('POST', `${orders}/${paid.body.id}:pay`, {})).status).toBe(200)
  expect((await call('POST', `${orders}/${canceled.body.id}:cancel`, {})).status).toBe(200)
  for (const quota of quotas) expect(await usedOf(quota)).toEqual([0, 1000])
})

test('a quota that came after an order is not moved by paying or canceling it', async () => {
  const seller = await office.partner('solution_provider')
  const customer = await office.customer(seller)
  const { call } = customer.owner
  const [paid, canceled] = [await order(call, customer, 'USD', 'later'), await order(call, customer, 'USD', 'later')]
  const later = await openQuota(seller, 'USD')

  const orders = `/v1/customers/${customer.id}/orders`
  expect((await call('POST', `${orders}/${paid.body.id}:pay`, {})).status).toBe(200)
  expect((await call('POST', `${orders}/${canceled.body.id}:cancel`, {})).status).toBe(200)

  expect(await usedOf(later)).toEqual([0, 0])
  expect((await office.owner.query('select from ledger_entries where limit_id = $1', [later])).rowCount).toBe(0)
  expect((await order(call, customer, 'USD')).status).toBe(201)
  expect(await usedOf(later)).toEqual([0, 1000])
})

test('what a past month held of a quota is given back to that month, and this one stays as it is', async () => {
  const seller = await office.partner('solution_provider')
  const quota = await openQuota(seller, 'USD')
  const customer = await office.customer(seller)
  const { call } = customer.owner
  const { id } = (await order(call, customer, 'USD', 'later')).body
  await office.owner.query(`update ledger_entries set period = '2020-01' where source_id = $1`, [id])
  await office.owner.query('update limits set reserved = 700 where id = $1', [quota])

  expect((await call('POST', `/v1/customers/${customer.id}/orders/${id}:cancel`, {})).status).toBe(200)

  const { rows } = await office.owner.query('select reserved from limits where id = $1', [quota])
  expect(rows).toEqual([{ reserved: 700n }])
  const entries = await office.owner.query(
    `select kind, period, reserved::int from ledger_entries where limit_id = $1 order by kind`,
    [quota],
  )
  expect(entries.rows).toEqual([
    { kind: 'release', period: '2020-01', reserved: -1000 },
    { kind: 'reserve', period: '2020-01', reserved: 1000 },
  ])
})
