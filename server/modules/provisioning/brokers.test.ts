import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { openCloud } from '#server/testing/cloud.ts'
import type { Cloud } from '#server/testing/cloud.ts'
import { paidOrder, runRounds } from '#server/testing/cloud-orders.ts'
import { secret } from '#server/testing/secret.ts'
import { openOffice } from '#server/testing/office.ts'
import type { Office } from '#server/testing/office.ts'
import type { Person } from '#server/testing/person.ts'
import { insertRow } from '#server/testing/rows.ts'
import { registerBroker } from './register-broker.ts'

let office: Office
let cloud: Cloud
let operator: Person
let viewer: Person

beforeAll(async () => {
  office = await openOffice()
  cloud = await openCloud(office)
  const id = newId('account')
  await insertRow(office.owner, 'accounts', {
    id,
    kind: 'operator',
    channelId: id,
    name: 'Operator',
    createdAt: new Date(),
  })
  operator = await office.member({ id, channelId: id }, ['admin'])
  viewer = await office.member({ id, channelId: id }, ['viewer'])
})
afterAll(async () => {
  await cloud.stop()
  await office.close()
})

const run = async (name: string) => {
  await office.pool.query('select procura.enqueue($1, $2, null, null, 25, null)', [name, '{}'])
  await runRounds(office)
}
const brokers = async () => (await operator.call('GET', '/v1/brokers')).body.items

test('the operator sees whether a broker answers, and how much waits for it in all channels', async () => {
  for (const count of [1, 2]) {
    const customer = await office.customer(await office.partner('solution_provider'))
    await paidOrder(office, customer, [{ quantity: count }])
  }
  await cloud.proxy.goDown()
  await runRounds(office, { rounds: 3 })
  await office.pool.query(`select procura.enqueue('checkBrokers', '{}', null, null, 25, null)`)
  await runRounds(office, { rounds: 2 })

  expect(await brokers()).toMatchObject([
    { id: cloud.brokerId, name: 'sandbox-cloud', state: 'unreachable', waiting: 3, lastError: expect.any(String) },
  ])

  await cloud.proxy.comeUp()
  await run('checkBrokers')
  expect(await brokers()).toMatchObject([{ state: 'reachable', waiting: 0, lastError: null }])
})

test('since when a broker is as it is found changes with its state alone', async () => {
  const since = async () => (await brokers())[0]
  await run('checkBrokers')
  const first = await since()
  await run('checkBrokers')
  const later = await since()
  expect(later?.['stateSince']).toBe(first?.['stateSince'])
  expect(later?.['checkedAt']).not.toBe(first?.['checkedAt'])

  await cloud.proxy.goDown()
  await run('checkBrokers')
  const down = await since()
  expect(down).toMatchObject({ state: 'unreachable', stateSince: down?.['checkedAt'] })
  await cloud.proxy.comeUp()
  await run('checkBrokers')
})

test('a catalog is read again when the operator wants it; one that cannot be used is said and changes nothing', async () => {
  const plans = async () => (await office.owner.query('select * from plans order by id')).rows
  const before = await plans()
  cloud.proxy.choose(() => 'garbled')
  const asked = await operator.call('POST', `/v1/brokers/${cloud.brokerId}:import-catalog`, {})
  expect(await brokers()).toMatchObject([{ importState: 'running' }])
  await runRounds(office)

  expect(asked).toMatchObject({ status: 202, body: { brokerId: cloud.brokerId } })
  expect(await brokers()).toMatchObject([
    { importState: 'failed', importError: expect.stringContaining('no JSON object'), lastError: null },
  ])
  const [failed] = await brokers()
  expect(Date.parse(String(failed?.['importEndedAt']))).toBeGreaterThan(Date.parse(String(asked.body['requestedAt'])))
  expect(await plans()).toEqual(before)

  cloud.proxy.choose(() => 'none')
  await office.owner.query(`update plans set active = false where id = 'evs.ssd'`)
  await operator.call('POST', `/v1/brokers/${cloud.brokerId}:import-catalog`, {})
  await runRounds(office)
  expect(await brokers()).toMatchObject([
    { state: 'reachable', importState: 'done', importError: null, importedAt: expect.any(String) },
  ])
  expect(await plans()).toEqual(before)
  const log = await office.owner.query(
    `select operation from audit_events where $1 = any(subjects) and result = 'done' order by id`,
    [cloud.brokerId],
  )
  expect(log.rows.map(({ operation }) => operation)).toEqual(['importCatalog', 'importCatalog', 'readCatalog'])
})

test('only the operator sees brokers, and only its admin has catalogs read', async () => {
  const { admin } = await office.partner('distributor')
  const path = `/v1/brokers/${cloud.brokerId}:import-catalog`

  expect((await viewer.call('GET', '/v1/brokers')).status).toBe(200)
  expect((await viewer.call('POST', path, {})).status).toBe(403)
  expect((await admin.call('GET', '/v1/brokers')).status).toBe(403)
  expect((await admin.call('POST', path, {})).status).toBe(403)
  expect((await operator.call('POST', `/v1/brokers/${newId('broker')}:import-catalog`, {})).status).toBe(404)
  expect((await viewer.call('GET', '/v1/brokers')).text).not.toContain('sesame')
})

test('a broker that is registered again keeps its id and may have moved; its password is kept sealed', async () => {
  const broker = { name: 'moving', url: 'http://127.0.0.1:9', username: 'u', password: 'open sesame' }
  const first = await registerBroker(office.pool, broker, secret)
  const second = await registerBroker(office.pool, { ...broker, url: 'http://127.0.0.1:10' }, secret)

  const { rows } = await office.owner.query(`select id, url, sealed_password from brokers where name = 'moving'`)
  expect(first).toBe(second)
  expect(rows).toMatchObject([{ id: first, url: 'http://127.0.0.1:10' }])
  expect(rows[0].sealed_password).not.toContain('sesame')
  for (const url of ['ftp://a', 'http://user:word@a', 'nonsense'])
    await expect(registerBroker(office.pool, { ...broker, url }, secret)).rejects.toThrow('URL')
})

test('with another secret nothing is asked and nothing is lost', async () => {
  const customer = await office.customer(await office.partner('solution_provider'))
  const orderId = await paidOrder(office, customer, [{}])
  await office.owner.query(
    `update brokers set sealed_password = (select sealed_password from brokers where name = 'moving')
     where name = 'sandbox-cloud'`,
  )
  cloud.proxy.seen.length = 0
  await runRounds(office, { rounds: 5 })

  expect(cloud.proxy.seen).toEqual([])
  expect(
    (
      await office.owner.query(
        'select o.state, o.last_error from broker_operations o join resources r on r.id = o.resource_id where order_id = $1',
        [orderId],
      )
    ).rows,
  ).toMatchObject([{ state: 'wanted', last_error: expect.stringContaining('PROCURA_SECRET') }])
})
