import type { Input, Output } from '#contract/operation.ts'
import type { cancelOrder as operation } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { closeUnpaid } from './close-unpaid.ts'
import { viewOrder } from './queries/read.ts'

/** Cancels an order that nobody has paid, and gives back what it held. */
export async function cancelOrder(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { channelId } = ctx.customer
  const change = { state: 'canceled' as const, canceledAt: ctx.now }
  const closing = { channelId, orderId: input.orderId, at: ctx.now, as: 'cancel' as const, change }
  const { order, items } = (await closeUnpaid(ctx.tx, closing)) ?? refuse('not_found', {})
  if (order.customerId !== input.customerId) refuse('not_found', {})
  ctx.emit('order.canceled', { channelId, customerId: order.customerId, orderId: order.id })
  ctx.audit({ subjects: [order.id, order.customerId] })
  return viewOrder({ ...order, customerName: ctx.customer.name }, items, new Map())
}
