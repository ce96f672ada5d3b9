import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice } from '#server/testing/office.ts'
import type { Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'

let office: Office
let distributor: PartnerScene
let partner: PartnerScene
beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  partner = await office.partner('reseller', distributor)
})
afterAll(() => office.close())

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs)
const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)
const set = (id: string, change: string, ...values: unknown[]) =>
  office.owner.query(`update authorizations set ${change} where id = $1`, [id, ...values])

async function list(person: Person, query: string): Promise<string[]> {
  const answer = await person.call('GET', `/v1/authorizations?${query}`)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body.items.map(({ id }) => id)
}

/** Every page of a list, one row at a time. */
async function leafThrough(person: Person, query: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await person.call('GET', `/v1/authorizations?${query}&limit=1${cursor && `&cursor=${cursor}`}`)
    ids.push(...body.items.map(({ id }) => id))
    cursor = body.nextCursor
  }
  return ids
}

/** Authorizations by customers of their own, that end so many days from now. */
async function ending(by: PartnerScene, ...days: number[]): Promise<string[]> {
  const ids: string[] = []
  for (const day of days) ids.push(await office.authorize(await office.customer(by), by, { validUntil: inDays(day) }))
  return ids
}

test('those that end soon are found by their last day, the next to end first, and what is over is not among them', async () => {
  const seller = await office.partner('solution_provider')
  const [late = '', soon = '', over = '', next = '', revoked = ''] = await ending(seller, 40, 20, -1, 10, 5)
  await set(revoked, `state = 'revoked', ended_at = now()`)

  const soonEnding = `state=active&sort=validUntil&validUntilTo=${dayOf(inDays(20))}`
  expect(await list(seller.admin, soonEnding)).toEqual([next, soon])
  expect(await list(seller.admin, `${soonEnding}&validUntilFrom=${dayOf(inDays(20))}`)).toEqual([soon])
  expect(await leafThrough(seller.admin, 'state=active&sort=validUntil')).toEqual([next, soon, late])
  expect(await list(seller.admin, 'state=expired')).toEqual([over])
  expect(await leafThrough(seller.admin, 'sort=validUntil')).toEqual([over, revoked, next, soon, late])
})

test('what was decided lately is found from a day on, the newest decision first, without what nobody has decided', async () => {
  const seller = await office.partner('solution_provider')
  const [old = '', granted = '', rejected = '', open = ''] = await ending(seller, 90, 90, 90, 90)
  await set(old, 'decided_at = $2', inDays(-30))
  await set(granted, 'decided_at = $2', inDays(-1))
  await set(rejected, `state = 'rejected', decided_at = $2`, inDays(-3))
  await set(open, `state = 'pending', decided_at = null, requested_at = now()`)

  expect(await list(seller.admin, `sort=-decidedAt&decidedFrom=${dayOf(inDays(-7))}`)).toEqual([granted, rejected])
  expect(await list(seller.admin, `sort=-decidedAt&decidedFrom=${dayOf(inDays(-7))}&state=active`)).toEqual([granted])
  expect(await leafThrough(seller.admin, 'sort=-decidedAt')).toEqual([granted, rejected, old])
  expect(await list(seller.admin, 'state=pending')).toEqual([open])
  expect(await leafThrough(seller.admin, '')).toEqual([open, rejected, granted, old])
})

test('a request that was not decided in time is found as lapsed before a sweep has come, and not as pending', async () => {
  const seller = await office.partner('solution_provider')
  const [id = ''] = await ending(seller, 90)
  await set(id, `state = 'pending', decided_at = null, requested_at = $2`, inDays(-91))
  expect(await list(seller.admin, 'state=lapsed')).toEqual([id])
  expect(await list(seller.admin, 'state=pending')).toEqual([])
})

test('a customer tells its seller’s authorization from the distributor’s; each of the two sees its own', async () => {
  const customer = await office.customer(partner)
  const sellers = await office.authorize(customer, partner)
  const distributors = await office.authorize(customer, distributor)
  expect(await list(customer.owner, 'source=reseller')).toEqual([sellers])
  expect(await list(customer.owner, 'source=distributor')).toEqual([distributors])
  const of = `customerId=${customer.id}`
  expect(await list(distributor.admin, of)).toEqual([distributors])
  expect(await list(partner.admin, of)).toEqual([sellers])
  expect(await list(partner.admin, `${of}&source=distributor`)).toEqual([])
})

test('a member who is only account manager sees those by the customers assigned to them', async () => {
  const manager = await office.member(partner, ['account_manager'])
  const customer = await office.customer(partner)
  const [id, other] = [await office.authorize(customer, partner), (await ending(partner, 50))[0]]
  const get = (which = '') => manager.call('GET', `/v1/authorizations/${which}`)
  expect(await list(manager, '')).toEqual([])
  expect((await get(id)).status).toBe(404)

  await office.owner.query('update customers set account_manager_id = $1 where id = $2', [
    manager.memberId,
    customer.id,
  ])

  expect(await list(manager, '')).toEqual([id])
  expect((await get(id)).status).toBe(200)
  expect((await get(other)).status).toBe(404)
})

test('a cursor of one order is refused in another', async () => {
  const seller = await office.partner('solution_provider')
  await ending(seller, 1, 2)
  const { body } = await seller.admin.call('GET', '/v1/authorizations?sort=validUntil&limit=1')
  expect((await seller.admin.call('GET', `/v1/authorizations?limit=1&cursor=${body.nextCursor}`)).status).toBe(400)
})
