import { expect, test } from 'vitest'
import { formatText, partsOf, placeholdersOf, readableCode } from './format.ts'
import { languageFor } from './language.ts'

test.each([
  ['en', { count: 1 }, '1 order of Acme'],
  ['en', { count: 2 }, '2 orders of Acme'],
  ['en', { count: 0 }, '0 orders of Acme'],
  ['en', { count: 1200 }, '1,200 orders of Acme'],
])('in %s %o takes its value and the word that goes with it', (language, values, said) => {
  const text = '{count} {count|order|orders} of {name}'
  expect(formatText(text, { ...values, name: 'Acme' }, language)).toBe(said)
})

test('a language without plurals has one word', () => {
  expect(formatText('{count} 个订单', { count: 1 }, 'zh-CN')).toBe('1 个订单')
})

test('what looks like a place inside a value is not taken for one', () => {
  expect(formatText('{name} wrote', { name: '{secret}', secret: 'x' }, 'en')).toBe('{secret} wrote')
})

test('a text falls apart at its places, so that a name can be drawn in bold', () => {
  expect(partsOf('You act for {customer} as {member}.')).toEqual([
    'You act for ',
    { name: 'customer' },
    ' as ',
    { name: 'member' },
    '.',
  ])
  expect(partsOf('Save')).toEqual(['Save'])
})

test('the places of a text are named once each', () => {
  expect(placeholdersOf('{count} {count|order|orders} of {name}')).toEqual(['count', 'name'])
})

test.each([
  ['pending_approval', 'Pending approval'],
  ['placeOrder', 'Place order'],
  ['object-storage', 'Object storage'],
  ['memoryGiB', 'Memory GiB'],
  ['vcpus', 'Vcpus'],
  ['__', '__'],
])('the unknown code %s reads as “%s”', (code, read) => {
  expect(readableCode(code)).toBe(read)
})

test.each([
  [['de-DE', 'zh-TW', 'en'], 'zh-CN'],
  [['en-GB', 'zh-CN'], 'en'],
  [['zh'], 'zh-CN'],
  [['fr', 'zhx'], 'en'],
  [[], 'en'],
] as const)('who reads %j gets %s', (wanted, language) => {
  expect(languageFor(wanted)).toBe(language)
})
