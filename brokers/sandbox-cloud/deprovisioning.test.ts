import { expect, test } from 'vitest'
import { provisionMs, startBroker } from './testing.ts'

async function brokerWithServer() {
  const broker = await startBroker()
  await broker.provision('res_1')
  broker.wait(provisionMs)
  return broker
}

test('an instance is deprovisioned in its time, and is then gone for good', async () => {
  const broker = await brokerWithServer()

  const accepted = await broker.deprovision('res_1')
  expect(accepted.status).toBe(202)
  expect((await broker.poll('res_1', accepted.body)).body.state).toBe('in progress')
  expect(await broker.deprovision('res_1')).toMatchObject({ status: 202, body: accepted.body })
  expect(await broker.provision('res_1')).toMatchObject({ status: 422, body: { error: 'ConcurrencyError' } })

  broker.wait(provisionMs)
  expect(await broker.poll('res_1', accepted.body)).toMatchObject({ status: 410, body: {} })
  expect(await broker.deprovision('res_1')).toMatchObject({ status: 410, body: {} })
  expect((await broker.fetch('res_1')).status).toBe(404)
})

test('deprovisioning while provisioning halts it', async () => {
  const broker = await startBroker()
  const provision = await broker.provision('res_1')

  const deprovision = await broker.deprovision('res_1')

  expect(deprovision.status).toBe(202)
  expect((await broker.poll('res_1', provision.body)).body.state).toBe('failed')
  expect((await broker.poll('res_1')).body.state).toBe('in progress')
  broker.wait(provisionMs)
  expect((await broker.poll('res_1')).status).toBe(410)
})

test('an instance that never existed is gone', async () => {
  const broker = await startBroker()
  expect(await broker.deprovision('res_none')).toMatchObject({ status: 410, body: {} })
})

test('a deprovisioned identifier may be provisioned again, and its old operation stays gone', async () => {
  const broker = await brokerWithServer()
  const { body } = await broker.deprovision('res_1')
  broker.wait(provisionMs)

  expect((await broker.provision('res_1')).status).toBe(202)
  expect((await broker.poll('res_1')).body.state).toBe('in progress')
  expect((await broker.poll('res_1', body)).status).toBe(410)
})

test('deprovisioning names the right service and plan, and waits', async () => {
  const broker = await brokerWithServer()
  expect((await broker.deprovision('res_1', { service_id: 'svc-evs' })).status).toBe(400)
  expect((await broker.deprovision('res_1', { plan_id: 'ecs.s7.medium.2' })).status).toBe(400)
  expect((await broker.deprovision('res_1', { plan_id: '' })).status).toBe(400)
  const impatient = await broker.deprovision('res_1', { accepts_incomplete: 'false' })
  expect(impatient).toMatchObject({ status: 422, body: { error: 'AsyncRequired' } })
  expect((await broker.call('DELETE', '/v2/service_instances/res_1')).status).toBe(400)
  expect((await broker.fetch('res_1')).status).toBe(200)
})

test('a DELETE may announce JSON and have no body', async () => {
  const broker = await brokerWithServer()
  const answer = await broker.call('DELETE', '/v2/service_instances/res_1', {
    query: { service_id: 'svc-ecs', plan_id: 'ecs.s7.small.1', accepts_incomplete: 'true' },
    headers: { 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(202)
})
