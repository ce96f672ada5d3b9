import { minorOf } from '#contract/money.ts'
import { monthsOf } from '#contract/time.ts'
import type { SentTo } from '#console/api/use-api.ts'
import { neededAction } from './needed-action.ts'
import type { Quote } from './use-quote.ts'

export type WishedOrder = NonNullable<SentTo<'explainAuthority'>['order']>

/** What a quote asks of an authorization and of the limits, as explaining takes it. */
export function wishedOrder({ items, committed }: Pick<Quote, 'items' | 'committed'>): WishedOrder {
  const longestTermMonths = Math.max(0, ...items.map(({ period }) => (period ? monthsOf(period) : 0)))
  return {
    actions: [...new Set(items.map(({ billingMode }) => neededAction[billingMode]))],
    serviceFamilies: [...new Set(items.map(({ serviceFamily }) => serviceFamily))],
    ...(longestTermMonths > 0 ? { longestTermMonths } : {}),
    ...(minorOf(committed) > 0n ? { amount: committed } : {}),
  }
}
