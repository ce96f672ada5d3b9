import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertCatalog, itemOf } from '#server/testing/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Answer, Person } from '#server/testing/person.ts'
import { makeCode } from '#server/testing/scene.ts'

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

const byNumber = (one: number, other: number) => one - other
const usd = (amount: string) => ({ amount, currency: 'USD' })
const budgetOf = ({ id }: CustomerScene) => `/v1/customers/${id}/budget`

interface Wish {
  readonly amount?: string
  readonly cadence?: 'monthly' | 'one_time'
  readonly version?: number
  readonly by?: Person
}

/** Sets a budget as the seller's admin; the version is the one that was read. */
async function set(customer: CustomerScene, wish: Wish = {}): Promise<Answer> {
  const { amount = '100.00', cadence = 'monthly', version = 0, by = reseller.admin } = wish
  const verificationCode = await makeCode(office, by.memberId, 'set_budget')
  const body = { cadence, amount: usd(amount), onExhaustion: 'manual', verificationCode }
  return by.call('PUT', budgetOf(customer), body, { 'if-match': `"${version}"` })
}

const order = (customer: CustomerScene) =>
  customer.owner.call('POST', `/v1/customers/${customer.id}/orders`, {
    items: [itemOf('small')],
    quotedTotal: usd('10.00'),
    payment: 'now',
  })

test('a budget is set, read by both sides, and changed only by who has read its latest version', async () => {
  const customer = await office.customer(reseller)
  expect(await set(customer)).toMatchObject({ status: 200, body: { amount: usd('100.00'), version: 1 } })
  for (const { call } of [customer.owner, reseller.admin, distributor.admin])
    expect(await call('GET', budgetOf(customer))).toMatchObject({ status: 200, body: { remaining: usd('100.00') } })
  expect(await set(customer, { amount: '50.00' })).toMatchObject({ status: 412, body: { code: 'precondition_failed' } })
  expect((await set(customer, { amount: '50.00', version: 1 })).body).toMatchObject({ version: 2 })
})

test('a reseller’s budgets together stay within its distributor’s quota, however many are set at once', async () => {
  const seller = await office.partner('reseller', distributor)
  await office.owner.query('update distributor_permissions set budget_quota_minor = 50000 where partner_id = $1', [
    seller.id,
  ])
  const members = [
    seller.admin,
    ...(await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => office.member(seller, ['admin'])))),
  ]
  const customers = await Promise.all(members.map(() => office.customer(seller)))

  const answers = await Promise.all(
    customers.map((customer, place) => set(customer, { by: members[place] ?? seller.admin })),
  )

  expect(answers.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 200, 200, 200, 200, 409, 409, 409])
  const refused = answers.filter(({ status }) => status === 409)
  for (const { body } of refused) expect(body).toMatchObject({ code: 'quota_below_use', inUse: usd('500.00') })
  const { rows } = await office.owner.query(
    `select sum(maximum)::int as sum from limits where kind = 'budget' and partner_id = $1`,
    [seller.id],
  )
  expect(rows).toEqual([{ sum: 50_000 }])
})

test('two who set one customer’s budget at once: one does, and the other has to read it first', async () => {
  const customer = await office.customer(reseller)
  const second = await office.member(reseller, ['finance'])
  const answers = await Promise.all([set(customer), set(customer, { amount: '70.00', by: second })])
  expect(answers.map(({ status }) => status).toSorted(byNumber)).toEqual([200, 412])
})

test('a budget of another cadence still limits: what its period has used counts, and no more than the rest is ordered', async () => {
  const customer = await office.customer(reseller)
  await set(customer, { amount: '30.00' })
  expect((await order(customer)).status).toBe(201)

  const changed = await set(customer, { amount: '15.00', cadence: 'one_time', version: 1 })

  expect(changed.body).toMatchObject({
    cadence: 'one_time',
    period: 'all',
    posted: usd('0.00'),
    remaining: usd('15.00'),
  })
  expect((await order(customer)).status).toBe(201)
  expect(await order(customer)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'budget' }] } })
  expect((await reseller.admin.call('GET', budgetOf(customer))).body).toMatchObject({ remaining: usd('5.00') })

  // The month knows of the order that was placed in it while the budget was monthly.
  const back = await set(customer, { amount: '15.00', version: 2 })
  expect(back.body).toMatchObject({ cadence: 'monthly', posted: usd('10.00'), remaining: usd('5.00') })
  expect(await order(customer)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'budget' }] } })
})

test('a budget below what is used stands, and stops every further order', async () => {
  const customer = await office.customer(reseller)
  await set(customer, { amount: '30.00' })
  await order(customer)
  expect((await set(customer, { amount: '5.00', version: 1 })).body).toMatchObject({ remaining: usd('-5.00') })
  expect(await order(customer)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'budget' }] } })
})

test('a budget that its quota cannot count, since it is in another currency, is not raised beside it', async () => {
  const seller = await office.partner('reseller', distributor)
  const may = { actOnBehalf: true, freeze: true, setBudgets: true }
  const limit = (budgetQuota: unknown) =>
    distributor.admin.call('PUT', `/v1/resellers/${seller.id}/permission`, { ...may, budgetQuota })
  const customer = await office.customer(seller, { currency: 'EUR' })
  const setEuros = async (amount: string, version: number) => {
    const verificationCode = await makeCode(office, seller.admin.memberId, 'set_budget')
    const body = { cadence: 'monthly', amount: { amount, currency: 'EUR' }, onExhaustion: 'manual', verificationCode }
    return seller.admin.call('PUT', budgetOf(customer), body, { 'if-match': `"${version}"` })
  }
  const differs = { status: 409, body: { code: 'quota_currency_differs', currency: 'USD' } }

  expect((await limit(usd('1000.00'))).status).toBe(200)
  expect(await setEuros('100.00', 0)).toMatchObject(differs)
  expect((await limit(null)).status).toBe(200)
  expect((await setEuros('100.00', 0)).status).toBe(200)
  expect((await limit(usd('1000.00'))).status).toBe(200)
  expect(await setEuros('100.01', 1)).toMatchObject(differs)
  expect((await setEuros('60.00', 1)).status).toBe(200)
})

test('who may not set budgets is told which wall it is', async () => {
  const customer = await office.customer(reseller)
  const sales = await office.member(reseller, ['sales'])
  expect(await set(customer, { by: sales })).toMatchObject({ status: 403, body: { reasons: [{ failed: 'role' }] } })
  const referred = await office.customer(reseller, { type: 'referral' })
  expect(await set(referred)).toMatchObject({ status: 403, body: { reasons: [{ failed: 'association' }] } })
  const bound = await office.partner('reseller', distributor)
  await office.owner.query('update distributor_permissions set set_budgets = false where partner_id = $1', [bound.id])
  const theirs = await office.customer(bound)
  const wall = { status: 403, body: { reasons: [{ failed: 'distributor_permission' }] } }
  expect(await set(theirs, { by: bound.admin })).toMatchObject(wall)
  expect(await set(theirs, { by: distributor.admin })).toMatchObject({ status: 200 })
})
