import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let distributor: PartnerScene
let reseller: PartnerScene
let own: CustomerScene
let resold: CustomerScene
let foreign: CustomerScene

beforeAll(async () => {
  office = await openOffice()
  distributor = await office.partner('distributor')
  reseller = await office.partner('reseller', distributor)
  own = await office.customer(distributor)
  resold = await office.customer(reseller)
  foreign = await office.customer(await office.partner('solution_provider'))
  await insertRow(office.owner, 'brokers', { id: 'b', name: 'b', url: 'http://b', username: 'u', sealedPassword: 's' })
  await insertRow(office.owner, 'services', {
    id: 's',
    brokerId: 'b',
    code: 'ecs',
    name: 'S',
    family: 'compute',
    description: 'S',
    active: true,
  })
  await insertRow(office.owner, 'plans', {
    id: 'plan',
    serviceId: 's',
    name: 'P',
    description: 'P',
    specification: '{}',
    availabilityZones: '{}',
    billingModes: ['yearly_monthly'],
    parametersSchema: '{}',
    sampleParameters: '{}',
    active: true,
  })
})
afterAll(() => office.close())

/** Resources of a customer, each with what the test says of it; the last one is the newest. */
async function have(customer: CustomerScene, each: readonly object[]): Promise<string[]> {
  const { channelId, id: customerId, partnerId } = customer
  const about = { channelId, customerId, partnerId }
  const now = new Date('2026-05-01T00:00:00Z')
  const order = { id: newId('order'), item: newId('orderItem') }
  const money = { totalMinor: 0n, committedMinor: 0n, currency: 'USD', month: '2026-05', placedByMemberName: 'X' }
  await insertRow(office.owner, 'orders', {
    ...about,
    ...money,
    id: order.id,
    type: 'new_purchase',
    state: 'completed',
    source: 'customer',
    placedAt: now,
  })
  const item = {
    planId: 'plan',
    serviceCode: 'ecs',
    region: 'eu-west-101',
    billingMode: 'yearly_monthly',
    autoRenew: false,
  }
  await insertRow(office.owner, 'orderItems', {
    ...about,
    ...item,
    id: order.item,
    orderId: order.id,
    line: 1,
    planName: 'P',
    quantity: each.length,
    parameters: '{}',
    listMinor: 0n,
    discountMinor: 0n,
    amountMinor: 0n,
    committedMinor: 0n,
    state: 'completed',
  })
  const ids: string[] = []
  for (const [place, more] of each.entries()) {
    const id = newId('resource').replace(/^res_.{12}/, `res_01j00000000${place}`)
    ids.push(id)
    await insertRow(office.owner, 'resources', {
      ...about,
      ...item,
      id,
      orderId: order.id,
      orderItemId: order.item,
      unit: place + 1,
      name: `web-${place}`,
      status: 'in_use',
      createdAt: now,
      ...more,
    })
  }
  return ids
}

const list = async (person: Person, path: string) => {
  const { status, body } = await person.call('GET', path)
  return status === 200 ? body.items.map(({ id }: { id: string }) => id) : status
}

test('a partner sees what its own customers have, a distributor its resellers’ in the other tab, and no one else', async () => {
  const [mine = ''] = await have(own, [{}])
  const [theirs = ''] = await have(resold, [{}])
  await have(foreign, [{}])

  expect(await list(distributor.admin, '/v1/resources')).toEqual([mine])
  expect(await list(distributor.admin, '/v1/resources?tab=resellers_customers')).toEqual([theirs])
  expect(await list(reseller.admin, '/v1/resources')).toEqual([theirs])
  expect(await list(reseller.admin, '/v1/resources?tab=resellers_customers')).toEqual([])
  expect(await list(distributor.admin, `/v1/customers/${resold.id}/resources`)).toEqual([theirs])
  expect(await list(reseller.admin, `/v1/customers/${own.id}/resources`)).toBe(404)
  expect(await list(own.owner, `/v1/customers/${own.id}/resources`)).toEqual([mine])
  expect(await list(own.owner, `/v1/customers/${resold.id}/resources`)).toBe(404)
})

test('one resource is found by its customer and by those who may see that customer, and is missing for all others', async () => {
  const customer = await office.customer(reseller)
  const [id = ''] = await have(customer, [{ attributes: '{"ip_address": "198.18.0.1"}' }])
  const path = `/v1/customers/${customer.id}/resources/${id}`

  expect(await customer.owner.call('GET', path)).toMatchObject({
    status: 200,
    body: {
      id,
      customerName: customer.name,
      planId: 'plan',
      planName: 'P',
      status: 'in_use',
      attributes: { ip_address: '198.18.0.1' },
    },
  })
  expect((await reseller.admin.call('GET', path)).status).toBe(200)
  expect((await own.owner.call('GET', `/v1/customers/${own.id}/resources/${id}`)).status).toBe(404)
  expect((await foreign.owner.call('GET', path)).status).toBe(404)
})

test('a partner finds what a customer has by any part of its name, whose signs mean themselves', async () => {
  const partner = await office.partner('solution_provider')
  const [one, other] = [await office.customer(partner), await office.customer(partner)]
  const [mine = ''] = await have(one, [{}])
  await have(other, [{}])
  const part = encodeURIComponent(one.name.slice(1).toUpperCase())

  expect(await list(partner.admin, `/v1/resources?customerName=${part}`)).toEqual([mine])
  expect(await list(partner.admin, '/v1/resources?customerName=%25')).toEqual([])
  expect(await list(partner.admin, '/v1/resources')).toHaveLength(2)
})

test('a member who is only account manager sees what the customers assigned to them have', async () => {
  const partner = await office.partner('solution_provider')
  const customer = await office.customer(partner)
  const other = await office.customer(partner)
  const manager = await office.member(partner, ['account_manager'])
  const [id = ''] = await have(customer, [{}])
  await have(other, [{}])
  await office.owner.query('update customers set account_manager_id = $1 where id = $2', [
    manager.memberId,
    customer.id,
  ])

  expect(await list(manager, '/v1/resources')).toEqual([id])
  expect(await list(partner.admin, '/v1/resources')).toHaveLength(2)
})

test('lists are narrowed by what is asked, whole days included, and go on where the page before ended', async () => {
  const customer = await office.customer(await office.partner('solution_provider'))
  const ids = await have(customer, [
    { expiresAt: new Date('2026-06-01T23:59:59Z') },
    { expiresAt: new Date('2026-06-02T00:00:00Z'), status: 'expired' },
    { billingMode: 'pay_per_use', status: 'normal' },
    { region: 'cn-north-4' },
  ])
  const path = `/v1/customers/${customer.id}/resources`
  const found = async (query: string) => {
    const listed = await list(customer.owner, `${path}?${query}`)
    return typeof listed === 'number' ? listed : listed.map((id) => ids.indexOf(id))
  }

  expect(await found('')).toEqual([3, 2, 1, 0])
  expect(await found('billingMode=pay_per_use')).toEqual([2])
  expect(await found('status=expired')).toEqual([1])
  expect(await found('status=expired,normal')).toEqual([2, 1])
  expect(await found('region=cn-north-4')).toEqual([3])
  expect(await found('serviceCode=evs')).toEqual([])
  expect(await found('expiresFrom=2026-06-01&expiresTo=2026-06-01')).toEqual([0])
  expect(await found('expiresFrom=2026-06-02')).toEqual([1])
  const first = (await customer.owner.call('GET', `${path}?limit=3`)).body
  expect(await found(`limit=3&cursor=${first.nextCursor}`)).toEqual([0])
  expect(await list(customer.owner, `${path}?cursor=bm9uc2Vuc2U`)).toBe(400)
})

test('what expires is listed by its end, the next one first, page by page, without what does not expire', async () => {
  const partner = await office.partner('solution_provider')
  const customer = await office.customer(partner)
  const ids = await have(customer, [
    { expiresAt: new Date('2026-08-01T00:00:00Z') },
    { expiresAt: new Date('2026-06-01T00:00:00Z') },
    { billingMode: 'pay_per_use', status: 'normal' },
    { expiresAt: new Date('2026-06-01T00:00:00Z') },
    { expiresAt: new Date('2026-05-01T00:00:00Z'), status: 'closed' },
  ])
  for (const path of ['/v1/resources', `/v1/customers/${customer.id}/resources`]) {
    const found: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = `sort=expiresAt&status=in_use&limit=1${cursor && `&cursor=${cursor}`}`
      const { body } = await partner.admin.call('GET', `${path}?${query}`)
      found.push(...body.items.map(({ id }) => ids.indexOf(id)))
      cursor = body.nextCursor
    }
    expect(found).toEqual([1, 3, 0])
  }
  expect(await list(partner.admin, '/v1/resources?sort=expiresAt&limit=1')).toEqual([ids[4]])
})
