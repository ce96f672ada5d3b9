import { comparePlans } from './compare-plans.ts'
import type { Offer } from './use-price-list.ts'

/** A plan with its price in each billing mode; null where it is not offered in that mode. */
export interface PriceRow {
  readonly id: string
  readonly plan: Offer
  readonly monthly: Offer | null
  readonly hourly: Offer | null
}

/** A row for each plan of a region's price list, the smallest first. */
export function priceRows(offers: readonly Offer[]): PriceRow[] {
  return [...Map.groupBy(offers.toSorted(comparePlans), ({ planId }) => planId)].flatMap(([id, ofRow]) => {
    const [plan] = ofRow
    const inMode = (mode: Offer['billingMode']) => ofRow.find(({ billingMode }) => billingMode === mode) ?? null
    return plan ? [{ id, plan, monthly: inMode('yearly_monthly'), hourly: inMode('pay_per_use') }] : []
  })
}

/** Whether a row has every word in its name, id or specification. */
export function matchesWords({ plan }: PriceRow, words: string): boolean {
  const { planId, planName, description, specification } = plan
  const text = [planId, planName, description, JSON.stringify(specification)].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
