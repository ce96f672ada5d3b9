import type { LimitRoom } from '#contract/authority.ts'
import type { OrderItemInput } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { limitsForOrder, limitsIn, roomsOf } from '#modules/budgets/index.ts'
import type { MetLimit } from '#modules/budgets/index.ts'
import { plansByIds } from '#modules/catalog/index.ts'
import { priceItems } from './rules.ts'
import type { PricedItem } from './rules.ts'

export interface PricedOrder {
  readonly priced: readonly PricedItem[]
  /** Those that count the customer's currency. */
  readonly limits: readonly MetLimit[]
  readonly room: LimitRoom
}

/**
 * The first step of a quote and of an order: prices and limits, read in one flush with the gate. Refuses what the
 * catalog does not offer so.
 */
export async function priceOrder(ctx: QueryContext, items: readonly OrderItemInput[]): Promise<PricedOrder> {
  const { channelId, customerId, actingSessionId } = ctx.asked
  const planIds = [...new Set(items.map(({ planId }) => planId))]
  const [offers, limits] = await Promise.all([
    ctx.db.all(plansByIds({ planIds })),
    ctx.db.all(limitsForOrder({ channelId, customerId, actingSessionId })),
  ])
  const { currency } = ctx.customer
  const result = priceItems(
    items,
    offers.filter((offer) => offer.currency === currency),
    currency,
  )
  if ('fault' in result) return refuse('plan_unavailable', result.fault)
  return { priced: result.priced, limits: limitsIn(limits, currency), room: roomsOf(limits, ctx.month, currency) }
}
