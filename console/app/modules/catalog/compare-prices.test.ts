import { expect, test } from 'vitest'
import { comparePrices } from './compare-prices.ts'

const priced = (amount: string) => ({ price: { amount, currency: 'USD' as const } })

test.each([
  ['0.00000001', '0.00000002', -1],
  ['10', '9.99', 1],
  ['1.10', '1.1', 0],
  ['123456789012.00000001', '123456789012.00000002', -1],
])('%s compared with %s is %i', (one, other, order) => {
  expect(comparePrices(priced(one), priced(other))).toBe(order)
})
