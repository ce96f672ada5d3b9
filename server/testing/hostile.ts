import fc from 'fast-check'

/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
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

const hostileTexts = [
  ['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202e', '\ufeff', '💥'.repeat(60), 'İ', 'ß'.repeat(90)],
  ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'NaN', 'true', '[object Object]'],
  ['%', '%00', '\\', "' or 1=1 --", '$1', '{}', '[]', '../..', 'a/b', 'x'.repeat(5000), '9'.repeat(40)],
  ['0000-01-01', '9999-12-31', '2024-02-30', '0001-01-01', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z'],
  ['1e400', '-0', '0x10', '١٢', '1,000', '999999999999.999', '-999999999999', '0.001', '00000000'],
].flat()
const hostileValues: readonly unknown[] = [
  [null, true, false, 0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 1e21],
  [[], {}, [[]], [null], ['a'], { a: {} }, Array(101).fill('a'), Array(300).fill({}), nested(200)],
].flat()

function nested(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value }
  return value
}

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts),
  fc.constantFrom(...hostileValues),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 2 }),
)

const absent = Symbol('absent')
export const sometimes = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: seldom })

function textOf(
  { pattern, format, minLength = 0, maxLength = 40 }: Schema,
  ids: readonly string[],
): fc.Arbitrary<string> {
  if (format === 'email')
    return fc.constantFrom('a@b.example', 'A@B.EXAMPLE', 'a@b', 'ä@b.example', `${'a'.repeat(250)}@b.example`)
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (format === 'date') return fc.constantFrom('2024-02-29', '2026-01-31', '0001-01-01', '9999-12-31', '2023-06-30')
  if (pattern === undefined)
    return fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, 60) }), fc.constantFrom(...ids))
  const form = new RegExp(pattern)
  const known = ids.filter((id) => form.test(id))
  const made = fc.stringMatching(form)
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), made) : made
}

/** Values that a schema mostly allows; now and then one inside is wrong, missing or unknown. */
export function valueOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
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
  const unknown = fc.array(
    fc.tuple(fc.constantFrom('__proto__', 'constructor', 'x', 'customerId', 'channelId'), hostile),
    {
      maxLength: 1,
    },
  )
  return fc
    .tuple(fc.tuple(...fields), fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: unknown }))
    .map(([known, more]) => assemble([...known, ...more]))
}

/** An object from its members, where `__proto__` is a member like any other. */
function assemble(members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, value] of members)
    if (value !== absent)
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true })
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
  return members.map(([, inner]): unknown => inner).filter((inner) => inner !== absent)
}

/** A right body with at most one thing wrong in it: the kind of mistake that comes furthest. */
export function almostRight(body: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const wrong = fc
    .tuple(fc.constantFrom(...placesOf(body)), fc.oneof(hostile, fc.constant(absent)))
    .map(([place, put]) => (place.length === 0 && put === absent ? {} : replaced(body, place, put)))
  return fc.oneof({ weight: 2, arbitrary: fc.constant(body) }, { weight: 5, arbitrary: wrong })
}

export const jsonOf = (value: unknown) => JSON.stringify(value) ?? 'null'
