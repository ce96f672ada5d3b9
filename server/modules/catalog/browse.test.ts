import { afterAll, beforeAll, expect, test } from 'vitest'
import { maxPriceListOffers } from '#contract/catalog.ts'
import { openOffice } from '#server/testing/office.ts'
import type { CustomerScene, Office, PartnerScene } from '#server/testing/office.ts'
import { insertRow } from '#server/testing/rows.ts'

let office: Office
let partner: PartnerScene
let european: CustomerScene
let american: CustomerScene

async function plan(id: string, more: { active?: boolean; billingModes?: string[] } = {}): Promise<void> {
  await insertRow(office.owner, 'plans', {
    id,
    serviceId: 'svc',
    name: `Plan ${id}`,
    description: 'A plan',
    specification: JSON.stringify({ vcpus: 2 }),
    availabilityZones: JSON.stringify({ 'eu-1': ['eu-1a'], 'us-1': ['us-1a', 'us-1b'] }),
    billingModes: more.billingModes ?? ['yearly_monthly', 'pay_per_use'],
    pricedBy: null,
    parametersSchema: JSON.stringify({ type: 'object' }),
    sampleParameters: JSON.stringify({ 'eu-1': { zone: 'eu-1a' }, 'us-1': { zone: 'us-1a' } }),
    active: more.active ?? true,
  })
  for (const regionId of ['eu-1', 'us-1', 'gone-1'])
    for (const billingMode of ['yearly_monthly', 'pay_per_use'])
      for (const currency of ['USD', 'EUR'])
        await insertRow(office.owner, 'offers', {
          planId: id,
          regionId,
          billingMode,
          currency,
          rate: currency === 'EUR' ? '7' : billingMode === 'pay_per_use' ? '0.01230000' : '8.5',
          yearlyDiscounts: JSON.stringify({ 1: 10 }),
          active: id !== 'off' || currency === 'EUR',
        })
}

/** Plans of the service `many` by their numbers, each offered in one region and one billing mode. */
async function manyPlans(from: number, to: number): Promise<void> {
  await office.owner.query(
    `insert into plans (id, service_id, name, description, specification, availability_zones, billing_modes,
      parameters_schema, sample_parameters, active)
    select 'many.' || n, 'many', 'Plan', '', '{}', '{"eu-1": ["eu-1a"]}', '{pay_per_use}', '{}', '{}', true
    from generate_series($1::int, $2::int) n`,
    [from, to],
  )
  await office.owner.query(
    `insert into offers (plan_id, region_id, billing_mode, currency, rate, yearly_discounts)
    select 'many.' || n, 'eu-1', 'pay_per_use', 'USD', 1, '{}' from generate_series($1::int, $2::int) n`,
    [from, to],
  )
}

beforeAll(async () => {
  office = await openOffice()
  partner = await office.partner('reseller')
  european = await office.customer(partner, { currency: 'EUR' })
  american = await office.customer(partner)
  await insertRow(office.owner, 'brokers', { id: 'brk', name: 'B', url: 'http://b', username: 'b', sealedPassword: '' })
  for (const id of ['eu-1', 'us-1', 'gone-1'])
    await insertRow(office.owner, 'regions', { id, name: id.toUpperCase(), availabilityZones: [`${id}a`] })
  for (const [id, active] of [
    ['svc', true],
    ['old', false],
    ['many', true],
  ] as const)
    await insertRow(office.owner, 'services', {
      id,
      brokerId: 'brk',
      code: id,
      name: id,
      family: 'compute',
      description: 'A service',
      active,
    })
  for (const id of ['a.1', 'a-2', 'off']) await plan(id)
  await plan('retired', { active: false })
  await plan('metered', { billingModes: ['pay_per_use'] })
})
afterAll(() => office.close())

const offers = async (query = '', call = partner.admin.call) =>
  (await call('GET', `/v1/catalog/services/svc/offers?limit=100${query}`)).body.items

test('services and regions are listed, without services that are sold no more', async () => {
  const services = await partner.admin.call('GET', '/v1/catalog/services')
  expect(services.body.items).toEqual([
    { id: 'many', code: 'many', name: 'many', family: 'compute', description: 'A service' },
    { id: 'svc', code: 'svc', name: 'svc', family: 'compute', description: 'A service' },
  ])
  const regions = await american.owner.call('GET', '/v1/catalog/regions')
  expect(regions.body.items).toContainEqual({ id: 'eu-1', name: 'EU-1', availabilityZones: ['eu-1a'] })
})

test('an offer says all that an order needs: price, zones and parameters that fit the region', async () => {
  const [offer] = await offers('&region=us-1&billingMode=pay_per_use')
  expect(offer).toEqual({
    planId: 'a-2',
    planName: 'Plan a-2',
    description: 'A plan',
    specification: { vcpus: 2 },
    region: 'us-1',
    availabilityZones: ['us-1a', 'us-1b'],
    billingMode: 'pay_per_use',
    price: { amount: '0.0123', currency: 'USD' },
    pricedBy: null,
    per: 'hour',
    yearlyDiscounts: { 1: 10 },
    parametersSchema: { type: 'object' },
    sampleParameters: { zone: 'us-1a' },
  })
  const [prepaid] = await offers('&region=us-1&billingMode=yearly_monthly')
  expect(prepaid).toMatchObject({ price: { amount: '8.50', currency: 'USD' }, per: 'month' })
})

test('only what can be ordered is on offer', async () => {
  const seen = (await offers()).map((offer) =>
    ['planId', 'region', 'billingMode'].map((name) => String(offer[name])).join(' '),
  )
  expect(seen).toEqual([
    ...['a-2', 'a.1'].flatMap((id) =>
      ['eu-1', 'us-1'].flatMap((region) => [`${id} ${region} pay_per_use`, `${id} ${region} yearly_monthly`]),
    ),
    'metered eu-1 pay_per_use',
    'metered us-1 pay_per_use',
  ])
})

test('a customer, and whoever acts for it, sees prices in its currency', async () => {
  const [own] = await offers('', european.owner.call)
  expect(own?.['price']).toEqual({ amount: '7.00', currency: 'EUR' })
  await office.authorize(european, partner)
  const path = `/v1/customers/${european.id}/acting-sessions`
  const switched = await partner.admin.call('POST', path, { reason: 'To order' })
  const [acting] = await offers('', partner.admin.acting(switched.body.id))
  expect(acting?.['price']).toEqual(own?.['price'])
  const [dollars] = await offers('', american.owner.call)
  expect(dollars).toMatchObject({ price: { currency: 'USD' } })
})

test('offers come in pages without gap or repeat', async () => {
  const whole = await offers()
  const paged: unknown[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: { items: unknown[]; nextCursor: string | null } } = await partner.admin.call(
      'GET',
      `/v1/catalog/services/svc/offers?limit=3${cursor && `&cursor=${cursor}`}`,
    )
    paged.push(...body.items)
    cursor = body.nextCursor
  }
  expect(paged).toEqual(whole)
  const malformed = await partner.admin.call('GET', '/v1/catalog/services/svc/offers?cursor=eHh4')
  expect(malformed).toMatchObject({ status: 400, body: { errors: [{ pointer: '/cursor' }] } })
})

test('a price list holds all that a service offers in a region, and names the other regions', async () => {
  const { body: first } = await partner.admin.call('GET', '/v1/catalog/services/svc/price-list')
  expect(first).toEqual({ regions: ['eu-1', 'us-1'], region: 'eu-1', offers: await offers('&region=eu-1') })
  const { body: other } = await partner.admin.call('GET', '/v1/catalog/services/svc/price-list?region=us-1')
  expect(other).toEqual({ regions: ['eu-1', 'us-1'], region: 'us-1', offers: await offers('&region=us-1') })
  const elsewhere = await partner.admin.call('GET', '/v1/catalog/services/svc/price-list?region=gone-1')
  expect(elsewhere.body).toMatchObject({ region: 'gone-1', offers: [] })
})

test('a price list holds more than a page, and one that would be too long is refused rather than cut', async () => {
  const priceList = () => partner.admin.call('GET', '/v1/catalog/services/many/price-list')
  expect((await priceList()).body).toEqual({ regions: [], region: null, offers: [] })

  await manyPlans(1, maxPriceListOffers)
  const { body } = await priceList()
  expect(body).toMatchObject({ regions: ['eu-1'], region: 'eu-1' })
  expect(body['offers']).toHaveLength(maxPriceListOffers)

  await manyPlans(maxPriceListOffers + 1, maxPriceListOffers + 1)
  expect(await priceList()).toMatchObject({ status: 422, body: { code: 'too_many_offers', limit: maxPriceListOffers } })
})

test('a service that is not there, or sold no more, is missing', async () => {
  for (const path of ['none/offers', 'old/offers', 'none/price-list', 'old/price-list'])
    expect(await partner.admin.call('GET', `/v1/catalog/services/${path}`)).toMatchObject({ status: 404 })
})
