import { expect, test } from 'vitest'
import { fieldsOf, readFields } from './parameter-fields.ts'

const schemaOf = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: 'object',
  required,
  properties,
})
const fieldFor = (property: unknown) => fieldsOf(schemaOf({ one: property }))[0]
const readOne = (property: unknown, text: string, isRequired = false) =>
  readFields(fieldsOf(schemaOf({ one: property }, isRequired ? ['one'] : [])), { one: text })

test('required parameters come first, and the region is left to the order', () => {
  const schema = schemaOf({ name: { type: 'string' }, region: { type: 'string' }, image: { enum: ['a'] } }, [
    'region',
    'image',
  ])
  expect(fieldsOf(schema).map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['image', true],
    ['name', false],
  ])
})

test.each<[string, unknown, object]>([
  ['a list of values', { type: 'string', enum: ['a', 'b'], default: 'b' }, { kind: 'choice', initial: 'b' }],
  ['one value', { const: 4 }, { kind: 'choice', options: [4], initial: '4' }],
  ['yes or no', { type: 'boolean', default: false }, { kind: 'toggle', initial: 'false' }],
  ['a text', { type: 'string', maxLength: 5 }, { kind: 'text', maxLength: 5 }],
  ['a whole number', { type: 'integer', minimum: 1 }, { kind: 'number', isInteger: true, minimum: 1 }],
  ['a number above', { type: 'integer', exclusiveMinimum: 1 }, { kind: 'number', minimum: 2 }],
  ['a number', { type: 'number', maximum: 2.5 }, { kind: 'number', isInteger: false, maximum: 2.5 }],
  ['several types', { type: ['string', 'null'] }, { kind: 'json' }],
  ['a list', { type: 'array', default: ['a'] }, { kind: 'json', initial: '["a"]' }],
  ['an alternative', { type: 'string', anyOf: [{ maxLength: 3 }] }, { kind: 'json' }],
  ['a reference', { $ref: '#/definitions/one' }, { kind: 'json' }],
  ['a list of unlike values', { enum: [null, 1] }, { kind: 'json' }],
  ['nothing', {}, { kind: 'json' }],
  ['anything at all', true, { kind: 'json', label: 'one' }],
])('%s becomes its field', (_, property, field) => {
  expect(fieldFor(property)).toMatchObject(field)
})

test('what is called something is labelled so, and explained', () => {
  expect(fieldFor({ type: 'string', title: 'Name', description: 'What it is called.' })).toMatchObject({
    label: 'Name',
    description: 'What it is called.',
  })
})

test.each<[string, unknown, string, unknown]>([
  ['a choice of numbers', { enum: [1, 2] }, '2', 2],
  ['a choice of texts that look like numbers', { enum: ['1', '2'] }, '2', '2'],
  ['a whole number', { type: 'integer' }, '40', 40],
  ['a number', { type: 'number' }, '-0.5', -0.5],
  ['a text of digits', { type: 'string' }, '40', '40'],
  ['a text of characters that are stored in halves', { type: 'string', maxLength: 1 }, '𠮷', '𠮷'],
  ['a yes', { type: 'boolean' }, 'true', true],
  ['JSON', {}, '{"a":[1]}', { a: [1] }],
  ['a text where JSON is taken', {}, 'plain', 'plain'],
  ['a text with a pattern that no browser knows', { type: 'string', pattern: '(' }, 'x', 'x'],
])('%s is read as itself', (_, property, text, value) => {
  expect(readOne(property, text)).toEqual({ parameters: { one: value }, faults: {} })
})

test.each<[string, unknown, string, object]>([
  ['no number', { type: 'integer' }, 'ten', { kind: 'noNumber' }],
  ['a blank', { type: 'integer' }, ' ', { kind: 'noNumber' }],
  ['a fraction', { type: 'integer' }, '1.5', { kind: 'noInteger' }],
  ['too little', { type: 'integer', minimum: 40 }, '39', { kind: 'tooSmall', limit: 40 }],
  ['too much', { type: 'number', maximum: 1 }, '1.1', { kind: 'tooLarge', limit: 1 }],
  ['too short', { type: 'string', minLength: 2 }, 'a', { kind: 'tooShort', limit: 2 }],
  ['too long', { type: 'string', maxLength: 2 }, 'abc', { kind: 'tooLong', limit: 2 }],
  ['of another form', { type: 'string', pattern: '^[a-z]+$' }, 'A', { kind: 'form' }],
])('%s is a fault', (_, property, text, fault) => {
  expect(readOne(property, text)).toEqual({ parameters: {}, faults: { one: fault } })
})

test('what is left empty is not sent, and is missed only where it is required', () => {
  expect(readOne({ type: 'string' }, '')).toEqual({ parameters: {}, faults: {} })
  expect(readOne({ type: 'string' }, '', true)).toEqual({ parameters: {}, faults: { one: { kind: 'missing' } } })
  expect(readOne({ enum: ['a'] }, '', true).faults).toEqual({ one: { kind: 'missing' } })
})

test('a field that nobody has touched says its default', () => {
  const fields = fieldsOf(schemaOf({ size: { type: 'integer', default: 40 }, shared: { type: 'boolean' } }, ['shared']))
  expect(readFields(fields, {}).parameters).toEqual({ shared: false, size: 40 })
})
