import { expect, test } from 'vitest'
import { comparePrices, planRows } from './plan-prices.ts'
import type { Offer } from './use-offers.ts'

const offer = (planId: string, region: string, per: Offer['per'], amount: string): Offer => ({
  planId,
  planName: planId.toUpperCase(),
  description: '',
  specification: { vcpus: 1 },
  region,
  availabilityZones: [],
  billingMode: per === 'month' ? 'yearly_monthly' : 'pay_per_use',
  price: { amount, currency: 'USD' },
  pricedBy: null,
  per,
  yearlyDiscounts: {},
  parametersSchema: {},
  sampleParameters: {},
})

test('a plan has one row, with its regions and the cheapest price of each billing mode', () => {
  const dear = offer('a', 'x', 'month', '10.50')
  const cheap = offer('a', 'y', 'month', '9.20')
  const hourly = offer('a', 'x', 'hour', '0.00000002')
  expect(planRows([dear, cheap, hourly, offer('b', 'x', 'month', '1.00')])).toMatchObject([
    { planId: 'a', planName: 'A', regions: ['x', 'y'], monthly: cheap, hourly },
    { planId: 'b', regions: ['x'], hourly: null },
  ])
})

test.each([
  ['0.00000001', '0.00000002', -1],
  ['10', '9.99', 1],
  ['1.10', '1.1', 0],
  ['123456789012.00000001', '123456789012.00000002', -1],
])('%s compared with %s is %i', (one, other, order) => {
  expect(comparePrices(offer('a', 'x', 'hour', one), offer('b', 'x', 'hour', other))).toBe(order)
})
