import { expect, test } from 'vitest'
import { maskEmail, maskMobile, maskName, minorBound, seesOnlyAssigned, tidyTags } from './rules.ts'

test.each([
  ['', '**'],
  ['A', '**'],
  ['李明', '**'],
  ['王小明', '王**'],
  ['Anna', 'A***a'],
  ['华为技术有限公司', '华***司'],
  ['𠮷田製作所', '𠮷***所'],
])('the name %j is shown as %j until it is asked for', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test.each([
  ['ada@example.test', 'a**@example.test'],
  ['ab@example.test', '**@example.test'],
  ['purchasing@example.test', 'p***g@example.test'],
])('the address %j is shown as %j', (email, masked) => {
  expect(maskEmail(email)).toBe(masked)
})

test.each([
  ['110', '****'],
  ['+49 1234', '****'],
  ['13812345678', '138****78'],
  ['+49 151 10000001', '+49****01'],
])('the number %j is shown as %j', (mobile, masked) => {
  expect(maskMobile(mobile)).toBe(masked)
})

test.each([
  [12.34, 'USD', 'min', 1234n],
  [0.29, 'USD', 'max', 29n],
  [10.5, 'JPY', 'min', 11n],
  [10.5, 'JPY', 'max', 10n],
  [1.25, 'KWD', 'min', 1250n],
  [1e12, 'KWD', 'max', 10n ** 15n],
] as const)('%d %s as a %s is %s in minor units', (value, currency, end, minor) => {
  expect(minorBound(value, currency, end)).toBe(minor)
})

test('only the single role of account manager narrows what is seen', () => {
  expect(
    [['account_manager'], ['account_manager', 'sales'], ['viewer'], []].map((r) => seesOnlyAssigned(r as [])),
  ).toEqual([true, false, false, false])
})

test('tags are kept once, trimmed and in order', () => {
  expect(tidyTags(['vip', ' new ', 'vip', '  '])).toEqual(['new', 'vip'])
})
