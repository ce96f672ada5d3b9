import { expect, test } from 'vitest'
import { order, provisionMs, serverOrder, startBroker } from './testing.ts'

const resize = { service_id: 'svc-ecs', plan_id: 'ecs.s7.medium.2' }

async function brokerWithServer() {
  const broker = await startBroker()
  await broker.provision('res_1')
  broker.wait(provisionMs)
  return broker
}

test('a change of plan and parameters takes its time, and leaves the rest as it was', async () => {
  const broker = await brokerWithServer()

  const accepted = await broker.update('res_1', { ...resize, parameters: { name: 'web-1' } })
  expect(accepted.status).toBe(202)
  expect(await broker.fetch('res_1')).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } })

  broker.wait(provisionMs)
  const byOldPlan = await broker.poll('res_1', { ...accepted.body, plan_id: 'ecs.s7.small.1' })
  expect(byOldPlan.body.state).toBe('succeeded')
  expect((await broker.fetch('res_1')).body).toMatchObject({
    plan_id: 'ecs.s7.medium.2',
    parameters: { name: 'web-1', image: 'debian-12', region: 'eu-west-101' },
    metadata: { attributes: { memory_gib: 2 } },
  })
  expect((await broker.provision('res_1')).status).toBe(409)
})

test('an identical repeat gets the same operation, and any other change must wait', async () => {
  const broker = await brokerWithServer()
  const first = await broker.update('res_1', resize)

  expect(await broker.update('res_1', resize)).toMatchObject({ status: 202, body: first.body })
  const other = await broker.update('res_1', { ...resize, plan_id: 'ecs.s7.large.2' })
  expect(other).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } })
  expect(await broker.deprovision('res_1')).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } })

  broker.wait(provisionMs)
  expect(await broker.update('res_1', resize)).toMatchObject({ status: 200, body: {} })
})

test('an update that is out of stock leaves the instance usable and as it was', async () => {
  const broker = await brokerWithServer()
  const { body } = await broker.update('res_1', { ...resize, plan_id: 'ecs.p3-gpu.8xlarge' })
  broker.wait(provisionMs)

  const failed = { state: 'failed', instance_usable: true, update_repeatable: true }
  expect((await broker.poll('res_1', body)).body).toMatchObject(failed)
  expect((await broker.fetch('res_1')).body.plan_id).toBe('ecs.s7.small.1')
})

test('an update must wait for provisioning and deprovisioning, and for a caller that can wait', async () => {
  const broker = await startBroker()
  expect((await broker.update('res_1', resize)).status).toBe(404)
  await broker.provision('res_1')
  expect(await broker.update('res_1', resize)).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } })
  broker.wait(provisionMs)
  const impatient = await broker.call('PATCH', '/v2/service_instances/res_1', { body: resize })
  expect(impatient).toMatchObject({ status: 422, body: { error: 'AsyncRequired' } })
  await broker.deprovision('res_1')
  expect(await broker.update('res_1', resize)).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } })
  broker.wait(provisionMs)
  expect((await broker.update('res_1', resize)).status).toBe(404)
})

test.each([
  { body: {}, status: 400, says: 'service_id' },
  { body: { service_id: 'svc-evs' }, status: 400, says: 'service_id is not that' },
  { body: { ...resize, plan_id: 'ecs.none' }, status: 400, says: 'not a plan' },
  { body: { ...resize, parameters: { region: 'cn-north-4' } }, status: 400, says: 'region is not known' },
])('an update that is malformed is refused: $says', async ({ body, status, says }) => {
  const broker = await brokerWithServer()
  const answer = await broker.update('res_1', body)
  expect(answer).toMatchObject({ status, body: { description: expect.stringContaining(says) } })
})

test('a change that the cloud cannot make is refused with the reason', async () => {
  const broker = await startBroker()
  const zone = { region: 'cn-north-4', availabilityZone: 'cn-north-4a' }
  await broker.provision('res_1', serverOrder(zone))
  await broker.provision('res_2', order('svc-evs', 'evs.ssd', { ...zone, sizeGiB: 100 }))
  broker.wait(provisionMs)

  const elsewhere = await broker.update('res_1', { ...resize, plan_id: 'ecs.c7.16xlarge.2' })
  const shrunk = await broker.update('res_2', { service_id: 'svc-evs', parameters: { sizeGiB: 50 } })
  const grown = await broker.update('res_2', { service_id: 'svc-evs', parameters: { sizeGiB: 150 } })

  expect(elsewhere).toMatchObject({ status: 422, body: { description: expect.stringContaining('region') } })
  expect(shrunk).toMatchObject({ status: 422, body: { description: expect.stringContaining('at least 100') } })
  expect(grown.status).toBe(202)
})
