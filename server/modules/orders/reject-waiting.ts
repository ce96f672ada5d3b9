import type { Order } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { closeUnpaid } from './close-unpaid.ts'
import { viewOrder } from './queries/read.ts'
import { decisionBy } from './rules.ts'

/** Rejects an order that waits for the customer's approval, and gives back what it held. */
export async function rejectWaiting(ctx: CommandContext, orderId: string, reason: string): Promise<Order> {
  const { channelId, id: customerId, name: customerName } = ctx.customer
  const change = { state: 'rejected' as const, ...decisionBy(ctx.actor, ctx.now), decisionReason: reason }
  const closed = await closeUnpaid(ctx.tx, { channelId, orderId, at: ctx.now, as: 'reject', change })
  if (closed?.order.customerId !== customerId) return refuse('not_found', {})
  ctx.emit('order.rejected', { channelId, customerId, orderId: closed.order.id })
  ctx.audit({ subjects: [orderId, customerId], reason })
  return viewOrder({ ...closed.order, customerName }, closed.items, new Map())
}
