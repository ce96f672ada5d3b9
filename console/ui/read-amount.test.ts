import { expect, test } from 'vitest'
import { readAmount } from './read-amount.ts'

test.each([
  ['1200', 'USD', '1200'],
  [' 1,200.50 ', 'USD', '1200.50'],
  ['12,345,678', 'USD', '12345678'],
  ['0', 'USD', '0'],
  ['1200', 'JPY', '1200'],
  ['1.234', 'KWD', '1.234'],
] as const)('%j in %s is the amount %s', (text, currency, amount) => {
  expect(readAmount(text, currency)).toEqual({ amount, currency })
})

test.each([
  ['', 'USD'],
  ['1,2', 'USD'],
  ['1.2.3', 'USD'],
  ['12,34.50', 'USD'],
  ['-5', 'USD'],
  ['1e3', 'USD'],
  ['1.234', 'USD'],
  ['10.5', 'JPY'],
  ['1234567890123', 'USD'],
] as const)('%j in %s is no amount', (text, currency) => {
  expect(readAmount(text, currency)).toBeNull()
})
