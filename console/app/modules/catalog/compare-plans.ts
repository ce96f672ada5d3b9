import { comparePrices } from './compare-prices.ts'
import type { Offer } from './use-price-list.ts'

type Plan = Pick<Offer, 'specification' | 'price'>

/** From the smallest to the largest: by processors, by memory where those are as many, and then by price. */
export function comparePlans(one: Plan, other: Plan): number {
  return (
    numberOf(one, cpus) - numberOf(other, cpus) ||
    numberOf(one, memory) - numberOf(other, memory) ||
    comparePrices(one, other)
  )
}

const cpus = /^vcpus?$/i
const memory = /^memory/i

/** What a plan has of something, in the broker's own words; nothing of what they do not name. */
function numberOf({ specification }: Plan, name: RegExp): number {
  const found = Object.entries(specification).find(([key]) => name.test(key))?.[1]
  return typeof found === 'number' ? found : 0
}
