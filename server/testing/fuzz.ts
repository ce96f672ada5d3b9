import fc from 'fast-check'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { operations } from '#contract/index.ts'
import { printOpenApi } from '#kernel/openapi.ts'
import { almostRight, hostile, jsonOf, sometimes, valueOf } from './hostile.ts'
import type { Schema } from './hostile.ts'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly schema: Schema
}

interface Described {
  readonly operationId: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
}

const document = printOpenApi(operations) as { paths: Record<string, Record<string, Described>> }
const described = new Map(
  Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => [one.operationId, one])),
)

/** A request as it goes over the wire, apart from who sends it. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly payload: string | undefined
}

/** What a generator may draw on: real ids of all accounts, and a request that is right as it stands. */
export interface Soil {
  readonly ids: readonly string[]
  readonly params: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | undefined
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** What may happen to a text on its way. */
const spoilings: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => text.slice(0, -1),
  (text) => text.replace('{', '{"reason":1,"reason":2,'),
  (text) => text.replace(/^\{("\w+"):/, '{$1:"first",$1:'),
  (text) => `${'['.repeat(50_000)}${text}`,
  () => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  (text) => `\ufeff${text}`,
  (text) => text.replace(/-?\d+(\.\d+)?/, '1e999'),
  (text) => text.replace(/"[^"]*"$/, "'single'"),
  (text) => `${text} trailing`,
  (text) => text.replace('{', `{"pad":"${'x'.repeat(1_100_000)}",`),
  () => '',
  () => 'null',
  () => '"text"',
  () => '\u0000',
]

function payloadOf(operation: Operation, soil: Soil): fc.Arbitrary<string | undefined> {
  const schema = described.get(operation.name)?.requestBody?.content['application/json'].schema
  if (!schema)
    return sometimes(fc.constant(undefined), fc.constantFrom('{}', 'x', '[')) as fc.Arbitrary<string | undefined>
  const body = fc.oneof(
    valueOf(schema, soil.ids),
    almostRight(soil.body ?? {}),
    sometimes(almostRight(soil.body ?? {}), hostile),
  )
  const spoilt = fc.tuple(body.map(jsonOf), fc.constantFrom(...spoilings)).map(([text, spoil]) => spoil(text))
  return fc.oneof({ weight: 12, arbitrary: body.map(jsonOf) }, { weight: 1, arbitrary: spoilt })
}

/** Percent-encoding that also has a word for what has none. */
const encoded = (value: unknown) =>
  encodeURIComponent((typeof value === 'string' ? value : jsonOf(value)).toWellFormed())
const raw = fc.constantFrom('%', '%zz', '%ED%A0%80', '%00', '%c0%af', '..%2f', '%3A', '+', '%25', 'a;b', '%F0%9F%92%A5')

function queryOf(operation: Operation, soil: Soil): fc.Arbitrary<string> {
  const known = (described.get(operation.name)?.parameters ?? []).filter((one) => one.in === 'query')
  const pairs = known.map(({ name, schema }) =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constant(soil.query[name] === undefined ? '' : `${name}=${encoded(soil.query[name])}`),
      },
      { weight: 2, arbitrary: valueOf(schema, soil.ids).map((value) => `${name}=${encoded(value)}`) },
      { weight: 1, arbitrary: hostile.map((value) => `${name}=${encoded(value).slice(0, 3000)}`) },
      { weight: 1, arbitrary: raw.map((value) => `${name}=${value}`) },
      { weight: 1, arbitrary: fc.constantFrom(`${name}=a&${name}=b`, `${name}[]=a`, `${name}[a]=b`, name, `${name}=`) },
    ),
  )
  const unknown = fc.constantFrom(
    'x=1',
    '__proto__=1',
    '__proto__[a]=1',
    'constructor=1',
    '=',
    '&&',
    '?',
    '%',
    'channelId=x',
  )
  const right = Object.entries(soil.query).map(([name, value]) => `${name}=${encoded(value)}`)
  const wild = fc
    .tuple(fc.tuple(...pairs), sometimes(fc.constant(''), unknown))
    .map(([given, more]) => [...given, more].filter((pair) => pair !== '').join('&'))
  // Of many parameters one is wrong nearly always, so some requests have one alone, and some only what is right.
  const single = pairs.length > 0 ? fc.oneof(...pairs) : fc.constant('')
  return fc.oneof(wild, single, fc.constant(right.join('&')))
}

function addressFor(operation: Operation, soil: Soil): fc.Arbitrary<string> {
  const params = pathNames(operation.path).map((name) => {
    const own = soil.params[name] ?? ''
    const alike = soil.ids.filter((id) => id.slice(0, 4) === own.slice(0, 4))
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant(encoded(own)) },
      { weight: 3, arbitrary: fc.constantFrom(own.replace(/.$/, 'z'), ...alike).map(encoded) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          hostile.map((value) => encoded(value).slice(0, 3000)),
          raw,
        ),
      },
    )
  })
  return fc.tuple(fc.tuple(...params), queryOf(operation, soil)).map(([values, query]) => {
    let place = 0
    const path = operation.path.replace(/\{\w+\}/g, () => values[place++] ?? '')
    return `/v1${path}${query ? `?${query}` : ''}`
  })
}

const wrongHeaders: Readonly<Record<string, readonly (string | string[])[]>> = {
  'idempotency-key': ['', ' ', 'a b', 'é', 'x'.repeat(256), '\u0000', ['a', 'b'], 'a,b', 'same'],
  'acting-session': [
    '',
    'act_',
    `act_${'0'.repeat(26)}`,
    `act_${'O'.repeat(26)}`,
    ['act_1', 'act_2'],
    'null',
    'x'.repeat(9000),
  ],
  'if-match': ['', '*', '1', 'W/"1"', '"1", "2"', '"99999999999"', '"-1"', '"999999999"', ['"1"', '"2"']],
  'content-type': [
    'text/plain',
    'application/json; charset=utf-16',
    'multipart/form-data',
    'application/JSON',
    'application/xml',
  ],
  'content-encoding': ['gzip', 'br', 'x'],
  'content-length': ['0', '-1', '5', '99999999'],
  cookie: [
    '__Host-procura=',
    '__Host-procura=%',
    '=;;;=',
    '__Host-procura=a; __Host-procura=b',
    'x'.repeat(5000),
    '__proto__=1',
  ],
  origin: ['', 'null', 'https://evil.example', 'http://localhost.evil.example', 'http://localhost:1'],
  host: ['', 'evil.example', 'localhost:99999', '[::1'],
  accept: ['text/html', 'x'],
  'x-forwarded-for': ['1.2.3.4, \u0000'],
  'x-http-method-override': ['DELETE'],
  traceparent: ['00-zz'],
}

const headersFor = (soil: Soil): fc.Arbitrary<WireRequest['headers']> => {
  const wrong = Object.entries(wrongHeaders).flatMap(([name, values]) => values.map((value) => ({ [name]: value })))
  const one = fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...wrong) })
  return one.map((more) => ({ ...soil.headers, ...more }))
}

/** Requests of one operation: right, nearly right, and wrong in every way we could think of. */
export function requestsOf(operation: Operation, soil: Soil): fc.Arbitrary<WireRequest> {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
  return fc.record({
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant(operation.method) },
      { weight: 1, arbitrary: fc.constantFrom(...methods) },
    ),
    url: addressFor(operation, soil),
    headers: headersFor(soil),
    payload: payloadOf(operation, soil),
  })
}
