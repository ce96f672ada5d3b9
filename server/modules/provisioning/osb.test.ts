import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { osbBroker } from './adapters/osb.ts'

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0)) await step()
})

/** A broker that answers as the test says, and the adapter before it. */
async function brokerThat(listener: RequestListener, timeoutMs = 2000) {
  const seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
      listener(request, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  undo.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const broker = osbBroker({ url: `${url}/base/`, username: 'prócura', password: 'open: sesame' }, timeoutMs)
  return { url, seen, broker }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

const identity = {
  customerId: 'cus_1',
  partnerId: 'par_1',
  memberId: 'mem_1',
  authorizationId: 'aut_1',
  actingSessionId: 'act_1',
}
const instance = { instanceId: 'res_1', serviceId: 'svc/1', planId: 'plan 1', identity }
const order = { ...instance, customerId: 'cus_1', instanceName: 'web', parameters: { region: 'r' } }

test('a request is what the specification says: path, ids, credentials, version and both parties', async () => {
  const { broker, seen } = await brokerThat((_, response) => response.writeHead(202).end('{"operation":"o 1"}'))

  expect(await broker.provision(order)).toEqual({ kind: 'accepted', operation: 'o 1' })
  await broker.lastOperation({ ...instance, operation: 'o 1' })
  await broker.deprovision({ ...instance, identity: null })

  const [put, get, remove] = seen
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'PUT /base/v2/service_instances/res_1?accepts_incomplete=true',
    'GET /base/v2/service_instances/res_1/last_operation?service_id=svc%2F1&plan_id=plan+1&operation=o+1',
    'DELETE /base/v2/service_instances/res_1?service_id=svc%2F1&plan_id=plan+1&accepts_incomplete=true',
  ])
  expect(JSON.parse(put?.body ?? '')).toEqual({
    service_id: 'svc/1',
    plan_id: 'plan 1',
    context: { platform: 'procura', instance_name: 'web', customer_id: 'cus_1' },
    organization_guid: 'cus_1',
    space_guid: 'cus_1',
    parameters: { region: 'r' },
  })
  const opened = (value: unknown) => Buffer.from(String(value).split(' ')[1] ?? '', 'base64').toString()
  expect(opened(put?.headers.authorization)).toBe('prócura:open: sesame')
  expect(JSON.parse(opened(get?.headers['x-broker-api-originating-identity']))).toEqual(identity)
  expect(remove?.headers).not.toHaveProperty('x-broker-api-originating-identity')
  for (const { headers } of seen) expect(headers['x-broker-api-version']).toBe('2.17')
  expect(new Set(seen.map(({ headers }) => headers['x-broker-api-request-identity'])).size).toBe(3)
})

test('a redirect is not followed: the credentials stay here', async () => {
  const other = await brokerThat((_, response) => response.end('{}'))
  const { broker } = await brokerThat((_, response) => response.writeHead(307, { location: other.url }).end())

  expect(await broker.provision(order)).toMatchObject({ kind: 'delayed', reason: 'The broker answered 307' })
  expect(other.seen).toEqual([])
})

test('a broker that says nothing, or never comes to the end of it, is given up on, and nothing is known', async () => {
  const mute = await brokerThat(() => undefined, 150)
  const endless = await brokerThat((_, response) => void response.writeHead(201).write('{'), 150)

  expect(await mute.broker.provision(order)).toEqual({
    kind: 'unknown',
    reason: 'The broker did not answer within 0.15 s',
  })
  expect(await endless.broker.provision(order)).toMatchObject({ kind: 'unknown' })
})

test('a connection that breaks is unknown; one that was never made did nothing', async () => {
  const { broker } = await brokerThat((_, response) => response.destroy())
  expect(await broker.provision(order)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('broke off') })

  const closed = await freePort()
  const nobody = osbBroker({ url: `http://127.0.0.1:${closed}`, username: 'a', password: 'b' })
  expect(await nobody.provision(order)).toMatchObject({
    kind: 'delayed',
    reason: 'The broker cannot be reached (ECONNREFUSED)',
  })
  const nonsense = osbBroker({ url: 'nonsense', username: 'a', password: 'b' })
  expect(await nonsense.provision(order)).toMatchObject({ kind: 'delayed' })
})

test('an answer without end is not read to its end', async () => {
  let sent = 0
  const { broker } = await brokerThat((_, response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536
    }
    response.on('drain', more)
    more()
  })

  expect(await broker.provision(order)).toMatchObject({ kind: 'unknown' })
  expect(sent).toBeLessThan(16 * 1024 * 1024)
})

test('Retry-After is taken in seconds, or as a date by the broker’s own clock', async () => {
  let headers: Record<string, string> = { 'retry-after': '12' }
  const { broker } = await brokerThat((_, response) => response.writeHead(429, headers).end('{}'))

  expect(await broker.provision(order)).toMatchObject({ retryAfterMs: 12_000 })
  headers = { date: 'Sun, 01 Mar 2026 12:00:00 GMT', 'retry-after': 'Sun, 01 Mar 2026 12:01:30 GMT' }
  expect(await broker.provision(order)).toMatchObject({ retryAfterMs: 90_000 })
  headers = { 'retry-after': 'soon' }
  expect(await broker.provision(order)).toMatchObject({ retryAfterMs: null })
})
