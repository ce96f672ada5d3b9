import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { catalog } from '#brokers/sandbox-cloud/catalog.ts'
import { systemActor, visibilityOf } from '#kernel/actor.ts'
import { transact } from '#kernel/transaction.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office } from '#server/testing/office.ts'
import { insertRow } from '#server/testing/rows.ts'
import { importCatalog } from './import-catalog.ts'
import { plansByIds } from './queries/plans.ts'
import type { PlanOffer } from './queries/plans.ts'

type Any = Record<string, never>
let office: Office

beforeAll(async () => {
  office = await openOffice()
  for (const id of ['brk_a', 'brk_b'])
    await insertRow(office.owner, 'brokers', { id, name: id, url: 'http://x', username: 'u', sealedPassword: 's' })
})
beforeEach(async () => {
  await office.owner.query('delete from offers; delete from plans; delete from services; delete from regions')
})
afterAll(() => office.close())

const visibility = visibilityOf(systemActor(''))
const take = (answer: unknown, brokerId = 'brk_a') =>
  transact(office.pool, { visibility }, (tx) => importCatalog(tx, brokerId, answer))
const offersOf = (planIds: string[]): Promise<PlanOffer[]> =>
  transact(office.pool, { visibility }, (tx) => tx.all(plansByIds({ planIds })))
const rows = async (text: string) => (await office.owner.query<Any>(text)).rows

const price = (planId: string, regionId: string, billingMode = 'yearly_monthly') =>
  insertRow(office.owner, 'offers', {
    planId,
    regionId,
    billingMode,
    currency: 'USD',
    rate: '21.50',
    yearlyDiscounts: '{"1": 10}',
  })

test('services, plans and regions are as the broker says, and taking them over again changes nothing', async () => {
  expect(await take(catalog)).toEqual({ services: 3, plans: 18 })
  const all = 'select s.code, s.family, p.* from plans p join services s on s.id = p.service_id order by p.id'
  const before = await rows(all)
  await take(catalog)

  expect(await rows(all)).toEqual(before)
  expect(await rows('select id, name, availability_zones from regions order by id')).toEqual([
    {
      id: 'ap-southeast-1',
      name: 'Hong Kong',
      availability_zones: ['ap-southeast-1a', 'ap-southeast-1b', 'ap-southeast-1c'],
    },
    {
      id: 'ap-southeast-3',
      name: 'Singapore',
      availability_zones: ['ap-southeast-3a', 'ap-southeast-3b', 'ap-southeast-3c'],
    },
    { id: 'cn-north-4', name: 'Beijing', availability_zones: ['cn-north-4a', 'cn-north-4b'] },
    { id: 'eu-west-101', name: 'Dublin', availability_zones: ['eu-west-101a', 'eu-west-101b', 'eu-west-101c'] },
  ])
  expect(before.find(({ id }) => id === 'evs.ssd')).toMatchObject({
    code: 'evs',
    family: 'storage',
    priced_by: 'sizeGiB',
    max_polling_seconds: 3600,
    specification: { diskType: 'SSD', maxIops: 50_000 },
  })
})

test('an offer is a plan with a price; what vanishes is no longer on offer and keeps its price for its return', async () => {
  await take(catalog)
  await price('evs.ssd', 'cn-north-4')
  await price('evs.essd', 'cn-north-4')
  await price('eip.static-bgp', 'eu-west-101')
  const found = async () =>
    (await offersOf(['evs.ssd', 'evs.essd', 'eip.static-bgp']))
      .map(({ planId, active }) => `${planId} ${active}`)
      .toSorted()

  const [offer] = await offersOf(['evs.ssd'])
  expect(offer).toMatchObject({
    serviceCode: 'evs',
    region: 'cn-north-4',
    rate: '21.5',
    yearlyDiscounts: { 1: 10 },
    pricedBy: 'sizeGiB',
    parametersSchema: { properties: { sizeGiB: { minimum: 10 } } },
    availabilityZones: { 'cn-north-4': ['cn-north-4a', 'cn-north-4b'] },
    active: true,
  })
  // The third kind of volume is not had in Beijing, whatever the price list says.
  expect(await found()).toEqual(['eip.static-bgp true', 'evs.essd false', 'evs.ssd true'])

  const [ecs, evs] = catalog.services
  await take({ services: [ecs, { ...evs, plans: evs?.plans.filter(({ id }) => id !== 'evs.ssd') }] })
  expect(await found()).toEqual(['eip.static-bgp false', 'evs.essd false', 'evs.ssd false'])
  await take(catalog)
  expect(await found()).toEqual(['eip.static-bgp true', 'evs.essd false', 'evs.ssd true'])
})

const plan = { id: 'p1', name: 'p', description: 'A plan' }
const service = { id: 's1', name: 's', description: 'A service', bindable: false, plans: [plan] }
const withSchema = (parameters: unknown) => ({
  services: [{ ...service, plans: [{ ...plan, schemas: { service_instance: { create: { parameters } } } }] }],
})

test.each<[string, unknown, string]>([
  ['null', null, 'not a catalog'],
  ['a text', 'services', 'not a catalog'],
  ['nothing of a catalog', {}, 'not a catalog: services'],
  ['a service without plans', { services: [{ ...service, plans: [] }] }, 'services.0.plans'],
  [
    'a plan with an id that cannot stand in a path',
    { services: [{ ...service, plans: [{ ...plan, id: '../x' }] }] },
    'plans.0.id',
  ],
  ['one id twice', { services: [{ ...service, plans: [plan, plan] }] }, 'p1 twice'],
  ['one name twice', { services: [service, { ...service, id: 's2', plans: [{ ...plan, id: 'p2' }] }] }, 'name s twice'],
  [
    'text that PostgreSQL cannot hold',
    { services: [{ ...service, description: 'a\u0000b' }] },
    'services.0.description',
  ],
  ['a schema that is none', withSchema({ type: 'nonsense' }), 'schema of p1'],
  ['a schema that points elsewhere', withSchema({ $ref: 'http://elsewhere/schema' }), 'schema of p1'],
  ['a schema without end', withSchema({ description: 'x'.repeat(70_000) }), 'schema of p1'],
])('%s changes nothing', async (_, answer, words) => {
  await take({ services: [service] })
  const before = await rows('select * from plans')

  await expect(take(answer)).rejects.toThrow(words)

  expect(await rows('select * from plans')).toEqual(before)
  expect(before).toMatchObject([{ id: 'p1', active: true }])
})

test('a broker cannot take what another one offers', async () => {
  await take({ services: [service] })

  await expect(take({ services: [service] }, 'brk_b')).rejects.toThrow('Another broker offers s1')
  const sameCode = { ...service, id: 's2', plans: [{ ...plan, id: 'p2' }] }
  await expect(take({ services: [sameCode] }, 'brk_b')).rejects.toThrow('Another broker')
  await expect(take({ services: [{ ...sameCode, name: 't', plans: [plan] }] }, 'brk_b')).rejects.toThrow('p1')
  await take({ services: [{ ...sameCode, name: 't' }] }, 'brk_b')

  expect(await rows('select id, active from services order by id')).toEqual([
    { id: 's1', active: true },
    { id: 's2', active: true },
  ])
})
