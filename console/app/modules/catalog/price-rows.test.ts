import { expect, test } from 'vitest'
import { matchesWords, priceRows } from './price-rows.ts'
import type { Offer } from './use-price-list.ts'

const offer = (planId: string, billingMode: Offer['billingMode'], amount: string): Offer => ({
  planId,
  planName: `Server ${planId}`,
  description: '',
  specification: { vcpus: 4 },
  region: 'dublin',
  availabilityZones: [],
  billingMode,
  price: { amount, currency: 'USD' },
  pricedBy: null,
  per: billingMode === 'pay_per_use' ? 'hour' : 'month',
  yearlyDiscounts: {},
  parametersSchema: {},
  sampleParameters: {},
})

test('a plan has one row, with its price in each billing mode, the smallest first', () => {
  const rows = priceRows([
    offer('c', 'pay_per_use', '0.2'),
    offer('b', 'yearly_monthly', '90'),
    offer('a', 'yearly_monthly', '50'),
    offer('a', 'pay_per_use', '0.1'),
  ])
  expect(rows.map(({ id, monthly, hourly }) => [id, monthly?.price.amount, hourly?.price.amount])).toEqual([
    ['a', '50', '0.1'],
    ['c', undefined, '0.2'],
    ['b', '90', undefined],
  ])
})

test('a plan is found by all words of its name, id and specification', () => {
  const [row] = priceRows([offer('c7.large', 'pay_per_use', '1')])
  const found = (words: string) => row !== undefined && matchesWords(row, words)
  expect(['', 'SERVER', 'c7 server', 'vcpus', '  large  '].map(found)).toEqual([true, true, true, true, true])
  expect(['gpu', 'server gpu'].map(found)).toEqual([false, false])
})
