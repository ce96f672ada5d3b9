import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let distributor: PartnerScene
let reseller: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  reseller = await office.partner('reseller', distributor)
  await insertCatalog(office.owner, { small: { monthly: '10' } })
})
afterAll(() => office.close())

async function place(customer: CustomerScene, payment: 'now' | 'later'): Promise<string> {
  const quotedTotal = { amount: '10.00', currency: 'USD' }
  const order = { items: [itemOf('small')], quotedTotal, payment }
  const placed = await customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, order)
  expect(placed.status).toBe(201)
  return placed.body.id
}

async function list(person: Person, path: string): Promise<string[]> {
  const answer = await person.call('GET', path)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body.items.map(({ id }) => id)
}

test('unpaid and failed orders are found among all others, by the seller and by the distributor in the other tab', async () => {
  const seller = await office.partner('reseller', distributor)
  const customer = await office.customer(seller)
  const [unpaid, paid, failed] = [
    await place(customer, 'later'),
    await place(customer, 'now'),
    await place(customer, 'now'),
  ]
  await office.owner.query(`update orders set state = 'failed' where id = $1`, [failed])

  expect(await list(seller.admin, '/v1/orders?state=pending_payment')).toEqual([unpaid])
  expect(await list(seller.admin, '/v1/orders?state=failed')).toEqual([failed])
  expect(await list(seller.admin, '/v1/orders?state=processing')).toEqual([paid])
  expect(await list(seller.admin, '/v1/orders?state=failed,processing')).toEqual([failed, paid])
  expect((await seller.admin.call('GET', '/v1/orders?state=failed,unheard_of')).status).toBe(400)
  expect(await list(distributor.admin, '/v1/orders?tab=resellers_customers&state=pending_payment')).toEqual([unpaid])
  expect(await list(distributor.admin, '/v1/orders?state=pending_payment')).toEqual([])
  expect(await list(customer.owner, `/v1/customers/${customer.id}/orders?state=pending_payment`)).toEqual([unpaid])
})

test('an order is found by its number, in the account it is of and over all customers, and nowhere else', async () => {
  const [customer, other] = [await office.customer(reseller), await office.customer(reseller)]
  const id = await place(customer, 'later')
  await place(customer, 'later')
  for (const person of [customer.owner, reseller.admin])
    expect(await list(person, `/v1/customers/${customer.id}/orders?orderId=${id}`)).toEqual([id])
  expect(await list(reseller.admin, `/v1/orders?orderId=${id}`)).toEqual([id])
  expect(await list(other.owner, `/v1/customers/${other.id}/orders?orderId=${id}`)).toEqual([])
  expect(await list(distributor.admin, `/v1/orders?orderId=${id}`)).toEqual([])
})

test('days are those of the operator’s clock, both included', async () => {
  const customer = await office.customer(reseller)
  const id = await place(customer, 'later')
  await office.owner.query(`update orders set placed_at = '2026-03-10T23:30:00Z' where id = $1`, [id])
  const found = async (query: string) =>
    (await list(customer.owner, `/v1/customers/${customer.id}/orders?${query}`)).length
  expect(await found('placedFrom=2026-03-10&placedTo=2026-03-10')).toBe(1)
  expect(await found('placedFrom=2026-03-11')).toBe(0)
  await office.owner.query(`update clock set time_zone = 'Europe/Berlin'`)
  expect(await found('placedTo=2026-03-10')).toBe(0)
  expect(await found('placedFrom=2026-03-11&placedTo=2026-03-11')).toBe(1)
  await office.owner.query(`update clock set time_zone = 'UTC'`)
})

test('a member who is only account manager sees the orders of the customers assigned to them', async () => {
  const manager = await office.member(reseller, ['account_manager'])
  const customer = await office.customer(reseller)
  const id = await place(customer, 'later')
  expect(await list(manager, '/v1/orders')).toEqual([])
  await office.owner.query('update customers set account_manager_id = $1 where id = $2', [
    manager.memberId,
    customer.id,
  ])
  expect(await list(manager, '/v1/orders')).toEqual([id])
})
