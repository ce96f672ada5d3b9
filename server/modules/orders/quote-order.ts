import { needsApproval } from '#contract/authority.ts'
import { moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import { unpaidOrderDays } from '#contract/orders.ts'
import type { quoteOrder as operation } from '#contract/orders.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { priceOrder } from './price-order.ts'
import { judge, needsCode, sumOf } from './rules.ts'
import type { PricedItem } from './rules.ts'

function viewItem(
  { input, offer, listMinor, discountMinor, amountMinor, committedMinor }: PricedItem,
  currency: CurrencyCode,
) {
  const { planId, region, billingMode, quantity, period } = input
  return {
    planId,
    region,
    billingMode,
    quantity,
    period: period ?? null,
    listPrice: moneyOf(listMinor, currency),
    discount: moneyOf(discountMinor, currency),
    amount: moneyOf(amountMinor, currency),
    serviceFamily: offer.family,
    estimate: billingMode === 'pay_per_use' ? moneyOf(committedMinor, currency) : null,
  }
}

/**
 * What an order would cost and commit, and the verdict on it: by the engine that will decide the order. Writes nothing.
 */
export async function quoteOrder(ctx: QueryContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  const { priced, room } = await priceOrder(ctx, input.items)
  const { currency } = ctx.customer
  const committed = sumOf(priced.map(({ committedMinor }) => committedMinor))
  const reasons = judge(ctx.facts, { priced, room }, currency)
  const effect = (remaining: bigint | null) =>
    remaining === null
      ? null
      : { remaining: moneyOf(remaining, currency), after: moneyOf(remaining - committed, currency) }
  return {
    items: priced.map((item) => viewItem(item, currency)),
    total: moneyOf(sumOf(priced.map(({ amountMinor }) => amountMinor)), currency),
    committed: moneyOf(committed, currency),
    undoUntil: new Date(ctx.now.getTime() + unpaidOrderDays * 86_400_000).toISOString(),
    effects: {
      budget: effect(room.budget),
      authorizationMonth: effect(room.authorizationMonth),
      quota: room.quota === null ? null : { enough: committed <= room.quota },
    },
    verdict: { allowed: reasons.length === 0, reasons },
    needsVerificationCode: needsCode(ctx.customer.codeAboveMinor, committed),
    needsApproval: needsApproval(ctx.facts, committed),
  }
}
