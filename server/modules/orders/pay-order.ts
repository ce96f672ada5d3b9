import type { Input, Output } from '#contract/operation.ts'
import type { OrderState, payOrder as operation } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findEntries } from '#modules/budgets/index.ts'
import { postHolds } from './post-holds.ts'
import { viewOrder } from './queries/read.ts'
import { findItems, lockOrder, updateOrder } from './queries/write.ts'
import { refuseUnlessCan } from './rules.ts'

/** Pays an order that was placed to be paid later: what it held is posted, in the period it was held in. */
export async function payOrder(ctx: CommandContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  await ctx.passed
  const { channelId, id: customerId, name: customerName } = ctx.customer
  const order = await lockOrder(ctx.tx, channelId, input.orderId)
  if (!order || order.customerId !== customerId) return refuse('not_found', {})
  refuseUnlessCan(order, 'pay', ctx.now)
  if (ctx.facts.customer?.frozen) refuseWalls(['customer_frozen'])
  const [entries, items] = await Promise.all([findEntries(ctx.tx, order), findItems(ctx.tx, channelId, order.id)])
  postHolds(ctx.tx, order, entries, ctx.now)
  const state: OrderState = 'processing'
  updateOrder(ctx.tx, channelId, order.id, { state, paidAt: ctx.now, lapsesAt: null })
  ctx.emit('order.paid', { channelId, customerId, orderId: order.id })
  ctx.audit({ subjects: [order.id, customerId] })
  return viewOrder({ ...order, state, paidAt: ctx.now, lapsesAt: null, customerName }, items, new Map())
}
