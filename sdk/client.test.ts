import { expect, expectTypeOf, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { addresses } from './addresses.gen.ts'
import { createClient, ProblemError } from './client.ts'

const customerId = 'cus_00000000000000000000000001'
const orderId = 'ord_00000000000000000000000001'
const json = { 'content-type': 'application/json; charset=utf-8' }

/** A client whose server always answers the same, and what it was asked. */
function clientOf(answer: () => Response) {
  const asked: { url: string; init: RequestInit }[] = []
  const client = createClient({
    baseUrl: 'https://procura.example/',
    headers: { cookie: 'a=b' },
    fetch: async (url, init) => {
      asked.push({ url, init })
      return answer()
    },
  })
  return { client, asked }
}

const signInFirst = { type: 'about:x', title: 'Sign in first', status: 401, code: 'session_missing', requestId: 'r' }
const empty = () => new Response(null, { status: 204 })

test('there is a method for every operation, with the types of its input and answer', () => {
  const { client } = clientOf(empty)
  expectTypeOf(client.quoteOrder).parameter(0).toHaveProperty('customerId').toEqualTypeOf<string>()
  expectTypeOf(client.quoteOrder).returns.resolves.toHaveProperty('verdict')
  expect(Object.keys(client).toSorted()).toEqual(operations.map(({ name }) => name).toSorted())
})

test('what the client knows of each operation is what the contract says; `npm run build` prints it anew', () => {
  const said = operations.map(({ name, method, path, idempotency, streams }) => [
    name,
    { method, path, idempotency, streams },
  ])
  expect(addresses).toEqual(Object.fromEntries(said))
})

test('what the path names stands in the path, and the rest of a read in its query', async () => {
  const { client, asked } = clientOf(() => new Response('{"items":[],"nextCursor":null}', { headers: json }))
  const page = await client.listCustomerOrders({ customerId, limit: 5, placedBy: 'Ann & Bob', state: undefined })
  expect(page).toEqual({ items: [], nextCursor: null })
  expect(asked).toEqual([
    {
      url: `https://procura.example/v1/customers/${customerId}/orders?limit=5&placedBy=Ann+%26+Bob`,
      init: { method: 'GET', headers: { cookie: 'a=b', accept: 'application/json' } },
    },
  ])
})

test('the rest of a write is its body, with the key and the acting session in their headers', async () => {
  const { client, asked } = clientOf(() => new Response('{"id":"x"}', { status: 201, headers: json }))
  const order = { items: [], quotedTotal: { amount: '1.00', currency: 'USD' as const }, payment: 'now' as const }
  await client.placeOrder({ customerId, ...order }, { idempotencyKey: 'first', actingSession: 'act_1' })
  expect(asked[0]?.url).toBe(`https://procura.example/v1/customers/${customerId}/orders`)
  expect(asked[0]?.init).toMatchObject({
    method: 'POST',
    headers: { 'idempotency-key': 'first', 'acting-session': 'act_1', 'content-type': 'application/json' },
  })
  expect(asked[0]?.init.body).toBe(JSON.stringify(order))
})

test('a write that needs a key and is given none has a new one each time', async () => {
  const { client, asked } = clientOf(empty)
  await client.payOrder({ customerId, orderId })
  await client.payOrder({ customerId, orderId })
  const keys = asked.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
  expect(new Set(keys).size).toBe(2)
  expect(keys).not.toContain(null)
})

test.each([
  ['an earlier one, given again', { 'idempotency-replayed': 'true' }, 1],
  ['the first', {}, 0],
])('whoever asks hears whether an answer is %s', async (_, headers, times) => {
  const { client } = clientOf(() => new Response('{}', { headers: { ...json, ...headers } }))
  let heard = 0
  await client.payOrder({ customerId, orderId }, { onReplayed: () => (heard += 1) })
  expect(heard).toBe(times)
})

test('the version that was read travels as a strong ETag', async () => {
  const { client, asked } = clientOf(empty)
  const budget = { cadence: 'monthly', amount: { amount: '1.00', currency: 'USD' }, onExhaustion: 'manual' } as const
  await client.setBudget({ customerId, ...budget, verificationCode: '123456' }, { ifMatch: 3 })
  expect(asked[0]?.init.headers).toMatchObject({ 'if-match': '"3"' })
})

test('an answer without a body is undefined', async () => {
  const { client } = clientOf(empty)
  expect(await client.signOut()).toBeUndefined()
})

test('a refusal is thrown with its problem', async () => {
  const reasons = [{ failed: 'role', whoCanMend: 'the administrator', how: 'Ask.' }]
  const problem = { ...signInFirst, reasons, retryAfter: 1 }
  const headers = { 'content-type': 'application/problem+json' }
  const { client } = clientOf(() => Response.json(problem, { status: 401, headers }))
  const thrown: unknown = await client.listServices().catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(ProblemError)
  expect(thrown).toMatchObject({ status: 401, message: 'Sign in first', problem })
})

test.each([
  ['a page of a proxy', '<h1>Bad gateway</h1>', 'text/html'],
  ['JSON that is cut off', '{"type":', 'application/json'],
  ['JSON that is no problem', '[]', 'application/json'],
  ['a problem whose reasons are none', JSON.stringify({ ...signInFirst, reasons: ['why'] }), 'application/json'],
  ['a problem without a request id', JSON.stringify({ ...signInFirst, requestId: undefined }), 'application/json'],
])('%s is thrown as a problem without a code of ours', async (_, text, type) => {
  const { client } = clientOf(() => new Response(text, { status: 502, headers: { 'content-type': type } }))
  await expect(client.listServices()).rejects.toMatchObject({
    status: 502,
    problem: { title: 'HTTP 502', status: 502, code: 'unknown' },
  })
})

test('a stream is a loop over its events, whatever pieces they come in, and leaving the loop ends it', async () => {
  const event = (type: string) => `data: ${JSON.stringify({ specversion: '1.0', type })}\n\n`
  const text = `: from now on\n\n${event('first')}:\n\n${event('second')}${event('third')}`
  const pieces = text.match(/[^]{1,7}/g) ?? []
  let left = false
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => {
      const piece = pieces.shift()
      if (piece === undefined) stream.close()
      else stream.enqueue(new TextEncoder().encode(piece))
    },
    cancel: () => void (left = true),
  })
  const { client, asked } = clientOf(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
  const types: string[] = []
  for await (const { type } of client.streamEvents({ customerId }, { actingSession: 'act_1' })) {
    types.push(type)
    if (type === 'second') break
  }
  expect(types).toEqual(['first', 'second'])
  expect(left).toBe(true)
  expect(asked[0]?.url).toBe(`https://procura.example/v1/customers/${customerId}/events`)
  expect(asked[0]?.init.headers).toMatchObject({ accept: 'text/event-stream', 'acting-session': 'act_1' })
})

test('a stream that is refused throws its problem before the first event', async () => {
  const headers = { 'content-type': 'application/problem+json' }
  const { client } = clientOf(() => Response.json(signInFirst, { status: 401, headers }))
  const loop = async () => {
    for await (const event of client.streamEvents({ customerId })) return event
  }
  await expect(loop()).rejects.toBeInstanceOf(ProblemError)
})
