import { expect, test } from 'vitest'
import { comparePlans } from './compare-plans.ts'

const plan = (specification: Record<string, unknown>, amount: string) => ({
  specification,
  price: { amount, currency: 'USD' as const },
})

test('plans stand by processors, then by memory, then by price, whatever their price would say', () => {
  const large = plan({ vcpus: 16, memoryGiB: 32 }, '90')
  const roomy = plan({ vcpus: 2, memoryGiB: 16 }, '80')
  const small = plan({ vcpus: 2, memoryGiB: 4 }, '100')
  const cheap = plan({ vcpus: 2, memoryGiB: 4 }, '20')
  expect([large, roomy, small, cheap].toSorted(comparePlans)).toEqual([cheap, small, roomy, large])
})

test('plans that name no size stand by price', () => {
  const [dear, cheap] = [plan({ diskType: 'ssd' }, '2'), plan({ memory: 'much' }, '1')]
  expect([dear, cheap].toSorted(comparePlans)).toEqual([cheap, dear])
})
