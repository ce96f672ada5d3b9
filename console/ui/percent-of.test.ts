import { expect, test } from 'vitest'
import { percentOf } from './percent-of.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const

test.each([
  ['0', '100', 0],
  ['33.33', '100', 33.3],
  ['100', '100', 100],
  ['250', '100', 100],
  ['-5', '100', 0],
  ['0', '0', 100],
  ['999999999999.99', '999999999999.99', 100],
])('%s of %s are %d per cent', (part, whole, percent) => {
  expect(percentOf(usd(part), usd(whole))).toBe(percent)
})
