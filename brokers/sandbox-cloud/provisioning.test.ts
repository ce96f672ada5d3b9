import { describe, expect, test } from 'vitest'
import { order, provisionMs, serverOrder, startBroker } from './testing.ts'

const gpuOrder = serverOrder({}, 'ecs.p3-gpu.8xlarge')

test('an instance is provisioned in its time, and can be fetched only then', async () => {
  const broker = await startBroker()

  const accepted = await broker.provision('res_1')
  expect(accepted.status).toBe(202)
  const { operation } = accepted.body
  const hints = { operation, service_id: 'svc-ecs', plan_id: 'ecs.s7.small.1' }
  broker.wait(500)
  const underWay = await broker.poll('res_1', hints)
  expect(underWay).toMatchObject({ status: 200, headers: { 'retry-after': '1' } })
  expect(underWay.body).toEqual({ state: 'in progress', description: 'Creating the resource (33% complete).' })
  expect((await broker.fetch('res_1')).status).toBe(404)

  broker.wait(1000)
  expect(await broker.poll('res_1', hints)).toMatchObject({ status: 200, body: { state: 'succeeded' } })
  const fetched = await broker.fetch('res_1', { service_id: 'svc-ecs', plan_id: 'ecs.s7.small.1' })
  expect(fetched).toMatchObject({
    status: 200,
    body: {
      service_id: 'svc-ecs',
      plan_id: 'ecs.s7.small.1',
      parameters: { region: 'eu-west-101', image: 'debian-12', systemDiskGiB: 40 },
      metadata: {
        labels: { service: 'ecs', plan: 'ecs.s7.small.1', family: 'compute' },
        attributes: {
          resource_id: expect.stringMatching(/^ecs-[0-9a-f]{16}$/),
          region: 'eu-west-101',
          availability_zone: 'eu-west-101a',
          private_ip_address: expect.stringMatching(/^10(\.\d+){3}$/),
          vcpus: 1,
          memory_gib: 1,
          system_disk_gib: 40,
        },
      },
    },
  })
})

test('an identical repeat gets the same operation while in progress, and the instance once provisioned', async () => {
  const broker = await startBroker()
  const first = await broker.provision('res_1')

  const repeat = await broker.provision('res_1', serverOrder({ systemDiskGiB: 40 }))
  broker.wait(provisionMs)
  const late = await broker.call('PUT', '/v2/service_instances/res_1', { body: serverOrder() })

  expect(repeat).toMatchObject({ status: 202, body: first.body })
  expect(late).toMatchObject({ status: 200, body: { metadata: { attributes: { region: 'eu-west-101' } } } })
})

test('twenty repeats at once provision one instance', async () => {
  const broker = await startBroker()

  const answers = await Promise.all(Array.from({ length: 20 }, () => broker.provision('res_1')))

  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202))
  expect(new Set(answers.map(({ body }) => body.operation)).size).toBe(1)
})

test.each([
  { attribute: 'parameters', other: serverOrder({ image: 'ubuntu-24.04' }) },
  { attribute: 'a plan', other: serverOrder({}, 'ecs.s7.medium.2') },
  { attribute: 'an organization', other: { ...serverOrder(), organization_guid: 'org-2' } },
])('an instance that exists with $attribute of its own conflicts, at any time', async ({ other }) => {
  const broker = await startBroker()
  await broker.provision('res_1')
  const early = await broker.provision('res_1', other)
  broker.wait(provisionMs)
  const late = await broker.provision('res_1', other)

  for (const answer of [early, late]) expect(answer).toMatchObject({ status: 409, body: {} })
  expect((await broker.fetch('res_1')).body.parameters.image).toBe('debian-12')
})

test.each([undefined, 'false'])('a caller that cannot wait (accepts_incomplete %s) changes nothing', async (value) => {
  const broker = await startBroker()
  const query: Record<string, string> = value ? { accepts_incomplete: value } : {}

  const answer = await broker.call('PUT', '/v2/service_instances/res_1', { query, body: serverOrder() })

  expect(answer).toMatchObject({ status: 422, body: { error: 'AsyncRequired' } })
  expect((await broker.poll('res_1')).status).toBe(404)
})

describe('a malformed request is refused with the reason, and nothing is provisioned:', () => {
  const { plan_id: _plan, ...withoutPlan } = serverOrder()
  const volume = (parameters: Record<string, unknown>) =>
    order('svc-evs', 'evs.ssd', { region: 'cn-north-4', availabilityZone: 'cn-north-4a', ...parameters })
  test.each([
    { body: 'not an object', says: 'JSON' },
    { body: [], says: 'must be a JSON object' },
    { body: withoutPlan, says: 'plan_id must be a non-empty string' },
    { body: { ...serverOrder(), service_id: 'svc-x' }, says: 'service_id svc-x is not in the catalog' },
    { body: serverOrder({}, 'evs.ssd'), says: 'plan_id evs.ssd is not a plan of service svc-ecs' },
    { body: { ...serverOrder(), organization_guid: '' }, says: 'organization_guid' },
    { body: { ...serverOrder(), space_guid: 7 }, says: 'space_guid' },
    { body: { ...serverOrder(), context: 'procura' }, says: 'context must be an object' },
    { body: { ...serverOrder(), parameters: [] }, says: 'parameters must be an object' },
    { body: { ...serverOrder(), parameters: undefined }, says: 'region is required' },
    { body: serverOrder({ image: 'beos' }), says: 'image must be one of ubuntu-24.04, debian-12' },
    { body: serverOrder({ colour: 'red' }), says: 'colour is not known' },
    { body: serverOrder({ systemDiskGiB: 39 }), says: 'systemDiskGiB must be >= 40' },
    { body: serverOrder({ systemDiskGiB: '40' }), says: 'systemDiskGiB must be integer' },
    { body: serverOrder({ name: 'a name' }), says: 'name must match pattern' },
    { body: serverOrder({ region: 'mars-1' }), says: 'region must be one of eu-west-101' },
    { body: serverOrder({ availabilityZone: 'cn-north-4a' }), says: 'availabilityZone must be one of eu-west-101a' },
    { body: serverOrder({ region: 'cn-north-4' }, 'ecs.c7.16xlarge.2'), says: 'region must be one of' },
    { body: volume({}), says: 'sizeGiB is required' },
    { body: volume({ sizeGiB: 40_000 }), says: 'sizeGiB must be <= 32768' },
    { body: order('svc-eip', 'eip.static-bgp', { region: 'cn-north-4', bandwidthMbps: 0 }), says: 'bandwidthMbps' },
  ])('$says', async ({ body, says }) => {
    const broker = await startBroker()
    const headers = { 'content-type': 'application/json' }

    const answer = await broker.provision('res_1', body, headers)

    expect(answer).toMatchObject({ status: 400, body: { description: expect.stringContaining(says) } })
    expect((await broker.poll('res_1')).status).toBe(404)
  })

  test('a body that is not JSON', async () => {
    const broker = await startBroker()
    const answer = await broker.provision('res_1', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(answer).toMatchObject({ status: 400, body: { description: expect.any(String) } })
  })

  test('a query that is neither true nor false', async () => {
    const broker = await startBroker()
    const sent = { query: { accepts_incomplete: 'maybe' }, body: serverOrder() }
    expect((await broker.call('PUT', '/v2/service_instances/res_1', sent)).status).toBe(400)
  })
})

test('maintenance information of a version that the catalog does not have is refused', async () => {
  const broker = await startBroker()
  const answer = await broker.provision('res_1', { ...serverOrder(), maintenance_info: { version: '1.0.0' } })
  expect(answer).toMatchObject({ status: 422, body: { error: 'MaintenanceInfoConflict' } })
})

test('a specification that is out of stock fails after its delay, and a repeat says the same', async () => {
  const broker = await startBroker()
  const { body } = await broker.provision('res_1', gpuOrder)
  expect((await broker.poll('res_1', body)).body.state).toBe('in progress')

  broker.wait(provisionMs)

  expect((await broker.poll('res_1', body)).body).toEqual({
    state: 'failed',
    description: 'No capacity for this specification in the availability zone.',
  })
  expect((await broker.fetch('res_1')).status).toBe(404)
  expect(await broker.provision('res_1', gpuOrder)).toMatchObject({ status: 202, body })
  expect((await broker.deprovision('res_1', { plan_id: 'ecs.p3-gpu.8xlarge' })).status).toBe(202)
})

test('the same specification is in stock elsewhere', async () => {
  const broker = await startBroker()
  const elsewhere = { region: 'cn-north-4', availabilityZone: 'cn-north-4b' }
  await broker.provision('res_1', serverOrder(elsewhere, 'ecs.p3-gpu.8xlarge'))
  broker.wait(provisionMs)
  expect((await broker.poll('res_1')).body.state).toBe('succeeded')
})

test('a poll for an unknown instance or operation, or with hints that are wrong, is refused', async () => {
  const broker = await startBroker()
  expect((await broker.poll('res_1')).status).toBe(404)
  expect((await broker.fetch('res_1')).status).toBe(404)
  await broker.provision('res_1')
  broker.wait(provisionMs)

  expect((await broker.poll('res_1', { operation: 'provision_x' })).status).toBe(400)
  expect((await broker.poll('res_1', { service_id: 'svc-evs' })).status).toBe(400)
  expect((await broker.poll('res_1', { plan_id: 'ecs.s7.medium.2' })).status).toBe(400)
  expect((await broker.fetch('res_1', { plan_id: 'ecs.s7.medium.2' })).status).toBe(400)
})
