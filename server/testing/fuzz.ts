import fc from 'fast-check'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { operations } from '#contract/index.ts'
import { printOpenApi } from '#kernel/openapi.ts'

/** The part of JSON Schema that the OpenAPI document uses. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

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

const hostileTexts = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202e', '\ufeff', '💥'.repeat(60), 'İ', 'ß'.repeat(90)],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'NaN', 'true', '[object Object]'],
  ...['%', '%00', '\\', "' or 1=1 --", '$1', '{}', '[]', '../..', 'a/b', 'x'.repeat(5000), '9'.repeat(40)],
  ...['0000-01-01', '9999-12-31', '2024-02-30', '0001-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z'],
  ...['1e400', '-0', '0x10', '١٢', '1,000', '999999999999.999', '-999999999999', '0.001', '00000000'],
]
const hostileValues: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 1e21],
  ...[[], {}, [[]], [null], ['a'], { a: {} }, Array(101).fill('a'), Array(300).fill({}), nested(200)],
]

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value }
  return value
}

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.constantFrom(...hostileValues),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 2 }),
)

const absent = Symbol('absent')
const sometimes = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: seldom })

function textOf({ pattern, format, minLength = 0, maxLength = 40 }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'email') return fc.constantFrom('a@b.example', 'A@B.EXAMPLE', 'a@b', 'ä@b.example', `${'a'.repeat(250)}@b.example`)
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (format === 'date') return fc.constantFrom('2024-02-29', '2026-01-31', '0001-01-01', '9999-12-31', '2023-06-30')
  if (pattern === undefined) return fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, 60) }), fc.constantFrom(...ids))
  const form = new RegExp(pattern)
  const known = ids.filter((id) => form.test(id))
  const made = fc.stringMatching(form)
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), made) : made
}

/** Values that a schema mostly allows; now and then one inside is wrong, missing or unknown. */
function valueOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, ids)))
  const types = [schema.type ?? 'any'].flat()
  return fc.oneof(...types.map((type) => ofType(type, schema, ids)))
}

function ofType(type: string, schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const { minimum = -1e6, maximum = 1e6 } = schema
  const [min, max] = [Math.max(minimum, -(2 ** 31)), Math.min(maximum, 2 ** 31 - 1)]
  if (type === 'string') return textOf(schema, ids)
  if (type === 'integer') return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, min - 1, max + 1))
  if (type === 'number') return fc.oneof(fc.double({ min, max, noNaN: true }), fc.constantFrom(min, max, min - 1))
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') return fc.array(sometimes(valueOf(schema.items ?? {}, ids), hostile), { maxLength: 4 })
  if (type !== 'object') return hostile
  if (schema.properties) return objectOf(schema.properties, ids)
  const { additionalProperties: value } = schema
  return fc.dictionary(
    valueOf(schema.propertyNames ?? { type: 'string' }, ids).map(String),
    typeof value === 'object' ? valueOf(value, ids) : hostile,
    { maxKeys: 4 },
  )
}

function objectOf(properties: Readonly<Record<string, Schema>>, ids: readonly string[]): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) =>
    fc.tuple(fc.constant(name), sometimes(valueOf(schema, ids), fc.oneof(hostile, fc.constant(absent)))),
  )
  const unknown = fc.array(fc.tuple(fc.constantFrom('__proto__', 'constructor', 'x', 'customerId', 'channelId'), hostile), {
    maxLength: 1,
  })
  return fc
    .tuple(fc.tuple(...fields), fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: unknown }))
    .map(([known, more]) => assemble([...known, ...more]))
}

/** An object from its members, where `__proto__` is a member like any other. */
function assemble(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, value] of members)
    if (value !== absent) Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true })
  return made
}

/** Every place inside a JSON value, as a path of keys. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put
  const members = Object.entries(value as object).map(([name, inner]) =>
    name === key ? ([name, replaced(inner, rest, put)] as const) : ([name, inner] as const),
  )
  if (!Array.isArray(value)) return assemble(members)
  return members.map(([, inner]) => inner).filter((inner) => inner !== absent)
}

/** A right body with at most one thing wrong in it: the kind of mistake that comes furthest. */
function almostRight(body: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const wrong = fc
    .tuple(fc.constantFrom(...placesOf(body)), fc.oneof(hostile, fc.constant(absent)))
    .map(([place, put]) => (place.length === 0 && put === absent ? {} : replaced(body, place, put)))
  return fc.oneof({ weight: 1, arbitrary: fc.constant(body) }, { weight: 5, arbitrary: wrong })
}

const jsonOf = (value: unknown) => JSON.stringify(value) ?? 'null'

/** What may happen to a text on its way. */
const spoilings: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, Math.floor(text.length / 2)),
  (text) => text.slice(0, -1),
  (text) => text.replace('{', '{"reason":1,"reason":2,'),
  (text) => text.replace(/^\{("\w+"):/, '{$1:"first",$1:'),
  (text) => `${'['.repeat(50_000)}${text}`,
  (text) => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
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
  if (!schema) return sometimes(fc.constant(undefined), fc.constantFrom('{}', 'x', '[')) as fc.Arbitrary<string | undefined>
  const body = fc.oneof(valueOf(schema, soil.ids), almostRight(soil.body ?? {}), sometimes(almostRight(soil.body ?? {}), hostile))
  const spoilt = fc.tuple(body.map(jsonOf), fc.constantFrom(...spoilings)).map(([text, spoil]) => spoil(text))
  return fc.oneof({ weight: 12, arbitrary: body.map(jsonOf) }, { weight: 1, arbitrary: spoilt })
}

/** Percent-encoding that also has a word for what has none. */
const encoded = (value: unknown) => encodeURIComponent(String(typeof value === 'object' ? jsonOf(value) : value).toWellFormed())
const raw = fc.constantFrom('%', '%zz', '%ED%A0%80', '%00', '%c0%af', '..%2f', '%3A', '+', '%25', 'a;b', '%F0%9F%92%A5')

function queryOf(operation: Operation, soil: Soil): fc.Arbitrary<string> {
  const known = (described.get(operation.name)?.parameters ?? []).filter((one) => one.in === 'query')
  const pairs = known.map(({ name, schema }) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(soil.query[name] === undefined ? '' : `${name}=${encoded(soil.query[name])}`) },
      { weight: 2, arbitrary: valueOf(schema, soil.ids).map((value) => `${name}=${encoded(value)}`) },
      { weight: 1, arbitrary: hostile.map((value) => `${name}=${encoded(value).slice(0, 3000)}`) },
      { weight: 1, arbitrary: raw.map((value) => `${name}=${value}`) },
      { weight: 1, arbitrary: fc.constantFrom(`${name}=a&${name}=b`, `${name}[]=a`, `${name}[a]=b`, name, `${name}=`) },
    ),
  )
  const unknown = fc.constantFrom('x=1', '__proto__=1', '__proto__[a]=1', 'constructor=1', '=', '&&', '?', '%', 'channelId=x')
  return fc
    .tuple(fc.tuple(...pairs), sometimes(fc.constant(''), unknown))
    .map(([given, more]) => [...given, more].filter((pair) => pair !== '').join('&'))
}

function addressFor(operation: Operation, soil: Soil): fc.Arbitrary<string> {
  const params = pathNames(operation.path).map((name) => {
    const own = soil.params[name] ?? ''
    const alike = soil.ids.filter((id) => id.slice(0, 4) === own.slice(0, 4))
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant(encoded(own)) },
      { weight: 3, arbitrary: fc.constantFrom(own.replace(/.$/, 'z'), ...alike).map(encoded) },
      { weight: 1, arbitrary: fc.oneof(hostile.map((value) => encoded(value).slice(0, 3000)), raw) },
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
  'acting-session': ['', 'act_', `act_${'0'.repeat(26)}`, `act_${'O'.repeat(26)}`, ['act_1', 'act_2'], 'null', 'x'.repeat(9000)],
  'if-match': ['', '*', '1', 'W/"1"', '"1", "2"', '"99999999999"', '"-1"', '"999999999"', ['"1"', '"2"']],
  'content-type': ['text/plain', 'application/json; charset=utf-16', 'multipart/form-data', 'application/JSON', 'application/xml'],
  'content-encoding': ['gzip', 'br', 'x'],
  'content-length': ['0', '-1', '5', '99999999'],
  cookie: ['__Host-procura=', '__Host-procura=%', '=;;;=', '__Host-procura=a; __Host-procura=b', 'x'.repeat(5000), '__proto__=1'],
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
