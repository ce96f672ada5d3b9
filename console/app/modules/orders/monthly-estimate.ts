import type { Money } from '#contract/money.ts'
import { sumOfMoney } from '#console/ui/sum-of-money.ts'
import type { Quote } from './use-quote.ts'

/** What the items that are billed by use are estimated to cost in a month; null where there are none. */
export function monthlyEstimate({ items, total: { currency } }: Quote): Money | null {
  const estimates = items.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]))
  return estimates.length === 0 ? null : sumOfMoney(estimates, currency)
}
