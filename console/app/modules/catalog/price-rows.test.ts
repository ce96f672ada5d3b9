import { expect, test } from 'vitest'
import { matchesWords, priceRows } from './price-rows.ts'
import type { Offer } from './use-offers.ts'

const offer = (planId: string, region: string, billingMode: Offer['billingMode'], amount: string): Offer => ({
  planId,
  planName: `Server ${planId}`,
  description: '',
  specification: { vcpus: 4 },
  region,
  availabilityZones: [],
  billingMode,
  price: { amount, currency: 'USD' },
  pricedBy: null,
  per: billingMode === 'pay_per_use' ? 'hour' : 'month',
  yearlyDiscounts: {},
  parametersSchema: {},
  sampleParameters: {},
})

test('a plan has one row in each region, with its price in each billing mode', () => {
  const rows = priceRows([
    offer('a', 'dublin', 'pay_per_use', '0.1'),
    offer('a', 'dublin', 'yearly_monthly', '50'),
    offer('a', 'beijing', 'pay_per_use', '0.2'),
    offer('b', 'dublin', 'yearly_monthly', '90'),
  ])
  expect(rows.map(({ id, monthly, hourly }) => [id, monthly?.price.amount, hourly?.price.amount])).toEqual([
    ['a dublin', '50', '0.1'],
    ['a beijing', undefined, '0.2'],
    ['b dublin', '90', undefined],
  ])
})

test('a plan is found by all words of its name, id and specification', () => {
  const [row] = priceRows([offer('c7.large', 'dublin', 'pay_per_use', '1')])
  const found = (words: string) => row !== undefined && matchesWords(row, words)
  expect(['', 'SERVER', 'c7 server', 'vcpus', '  large  '].map(found)).toEqual([true, true, true, true, true])
  expect(['gpu', 'server gpu'].map(found)).toEqual([false, false])
})
