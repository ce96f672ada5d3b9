import type { Order, OrderState } from '#contract/orders.ts'
import { unpaidOrderDays } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findEntries } from '#modules/budgets/index.ts'
import { plansByIds } from '#modules/catalog/index.ts'
import { postHolds } from './post-holds.ts'
import { viewOrder } from './queries/read.ts'
import { findItems, lockOrder, updateOrder } from './queries/write.ts'
import { decisionBy, inputOf, priceItems, refuseUnlessCan, refuseWithoutCode } from './rules.ts'

/**
 * Approves an order that waits: by the customer's own hand, so that it needs no authorization any more. Its limits are
 * held since it was placed, and its price stands. What may have changed meanwhile is looked at again: the freeze of the
 * customer, and whether the plans are still offered. It goes on as it was placed, to be processed or to be paid.
 */
export async function approveWaiting(ctx: CommandContext, orderId: string): Promise<Order> {
  const { tx, now, customer } = ctx
  const { channelId, id: customerId, name: customerName } = customer
  const order = await lockOrder(tx, channelId, orderId)
  if (!order || order.customerId !== customerId) return refuse('not_found', {})
  refuseUnlessCan(order, 'approve', now)
  if (ctx.facts.customer?.frozen) refuseWalls(['customer_frozen'])
  refuseWithoutCode(customer, ctx.verified, order.committedMinor)
  const [items, entries] = await Promise.all([findItems(tx, channelId, orderId), findEntries(tx, order)])
  await refuseUnoffered(ctx, items)
  const isPaid = order.paysOnceApproved === true
  if (isPaid) postHolds(tx, order, entries, now)
  const state: OrderState = isPaid ? 'processing' : 'pending_payment'
  const change = {
    ...decisionBy(ctx.actor, now),
    state,
    ...(isPaid ? { paidAt: now } : {}),
    lapsesAt: isPaid ? null : new Date(now.getTime() + unpaidOrderDays * 86_400_000),
  }
  updateOrder(tx, channelId, orderId, change)
  ctx.emit('order.approved', { channelId, customerId, orderId: order.id, process: isPaid })
  ctx.audit({ subjects: [orderId, customerId] })
  return viewOrder({ ...order, ...change, customerName }, items, new Map())
}

/** A plan that was withdrawn while the order waited is not bought any more. */
async function refuseUnoffered(ctx: CommandContext, items: Awaited<ReturnType<typeof findItems>>): Promise<void> {
  const { currency } = ctx.customer
  const offers = await ctx.db.all(plansByIds({ planIds: [...new Set(items.map(({ planId }) => planId))] }))
  const own = offers.filter((offer) => offer.currency === currency)
  const result = priceItems(items.map(inputOf), own, currency)
  if ('fault' in result) refuse('plan_unavailable', result.fault)
}
