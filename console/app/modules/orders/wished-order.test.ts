import { expect, test } from 'vitest'
import type { Quote } from './use-quote.ts'
import { wishedOrder } from './wished-order.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const
const item: Quote['items'][number] = {
  planId: 'small',
  region: 'eu-west-101',
  billingMode: 'yearly_monthly',
  quantity: 1,
  period: { unit: 'month', count: 3 },
  listPrice: usd('30.00'),
  discount: usd('0.00'),
  amount: usd('30.00'),
  estimate: null,
  serviceFamily: 'compute',
}

test('what is wished is every action and family once, the longest term and what limits are tested against', () => {
  const year = { ...item, period: { unit: 'year', count: 1 } } as const
  const byUse = { ...item, billingMode: 'pay_per_use', period: null, serviceFamily: 'storage' } as const
  expect(wishedOrder({ items: [item, year, byUse], committed: usd('400.00') })).toEqual({
    actions: ['purchase_yearly_monthly', 'enable_pay_per_use'],
    serviceFamilies: ['compute', 'storage'],
    longestTermMonths: 12,
    amount: usd('400.00'),
  })
})

test('what is billed by use has no term, and what costs nothing no amount', () => {
  const byUse = { ...item, billingMode: 'pay_per_use', period: null } as const
  expect(wishedOrder({ items: [byUse], committed: usd('0.00') })).toEqual({
    actions: ['enable_pay_per_use'],
    serviceFamilies: ['compute'],
  })
})
