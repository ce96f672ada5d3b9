import { expect, test } from 'vitest'
import { catalog } from './catalog.ts'
import { createViolation, updateViolation } from './parameters.ts'
import { order, startBroker } from './testing.ts'

const plans = catalog.services.flatMap((service) => service.plans.map((plan) => ({ service, plan, id: plan.id })))

test('the catalog is served as the specification shapes it', async () => {
  const broker = await startBroker()

  const { status, body } = await broker.call('GET', '/v2/catalog')

  expect(status).toBe(200)
  expect(body).toEqual(JSON.parse(JSON.stringify(catalog)))
  expect(body.services.map((service: { id: string }) => service.id)).toEqual(['svc-ecs', 'svc-evs', 'svc-eip'])
  for (const service of body.services) {
    expect(service).toMatchObject({ bindable: false, instances_retrievable: true, plan_updateable: true })
    expect(['compute', 'storage', 'network']).toContain(service.metadata.family)
  }
})

test('identifiers and names are unique across the catalog', () => {
  const ids = [...catalog.services.map(({ id }) => id), ...plans.map(({ id }) => id)]
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(plans)('$id is described so that a form can be made of it', ({ plan }) => {
  const { create, update } = plan.schemas.service_instance
  for (const schema of [create.parameters, update.parameters]) {
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: false })
    expect(JSON.stringify(schema).length).toBeLessThan(64 * 1024)
    for (const property of Object.values(schema.properties)) {
      expect(property.title).not.toBe('')
      expect(property.description).not.toBe('')
    }
  }
  expect(create.parameters.required).toContain('region')
  expect(plan.description.length).toBeLessThanOrEqual(255)
})

test.each(plans)('$id has sample parameters that hold in each of its regions', ({ plan }) => {
  const { regions, availabilityZones, sampleParameters } = plan.metadata
  expect(Object.keys(sampleParameters)).toEqual([...regions])
  expect(Object.keys(availabilityZones)).toEqual([...regions])
  for (const region of regions) {
    expect(sampleParameters[region]).not.toHaveProperty('region')
    expect(createViolation(plan, { region, ...sampleParameters[region] })).toBeNull()
  }
})

test.each(plans)('$id can be provisioned from its sample parameters', async ({ service, plan }) => {
  const broker = await startBroker()
  const region = plan.metadata.regions.at(-1) ?? 'eu-west-101'
  const parameters = { region, ...plan.metadata.sampleParameters[region] }

  const accepted = await broker.provision('res_1', order(service.id, plan.id, parameters))
  broker.wait(1500)

  expect(accepted.status).toBe(202)
  expect((await broker.fetch('res_1')).body.metadata).toMatchObject({
    labels: { service: service.name, plan: plan.name, family: service.metadata.family },
    attributes: { region },
  })
})

test.each(plans)('$id accepts an update that changes nothing', ({ plan }) => {
  expect(updateViolation(plan, {})).toBeNull()
})
