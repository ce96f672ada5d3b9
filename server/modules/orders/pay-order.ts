import type { Input, Output } from '#contract/operation.ts'
import { orderCan } from '#contract/orders.ts'
import type { OrderState, payOrder as operation } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findEntries, moveLimits, settleQuotas } from '#modules/budgets/index.ts'
import { viewOrder } from './queries/read.ts'
import { findItems, lockOrder, updateOrder } from './queries/write.ts'

/** Pays an order that was placed to be paid later: what it held is posted, in the period it was held in. */
export async function payOrder(ctx: CommandContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  await ctx.passed
  const { channelId, id: customerId, name: customerName } = ctx.customer
  const order = await lockOrder(ctx.tx, channelId, input.orderId)
  if (!order || order.customerId !== customerId) return refuse('not_found', {})
  const payable: readonly string[] = orderCan.pay
  if (!payable.includes(order.state)) refuse('order_not_open', { state: order.state })
  // What its last day has passed of is over, also before the sweep that gives back what it held.
  if (order.lapsesAt && order.lapsesAt <= ctx.now) refuse('order_not_open', { state: 'lapsed' })
  if (ctx.facts.customer?.frozen) refuseWalls(['customer_frozen'])
  const [entries, items] = await Promise.all([findEntries(ctx.tx, order), findItems(ctx.tx, channelId, order.id)])
  const held = entries.filter(({ kind, reserved }) => kind === 'reserve' && reserved > 0n)
  const amountOf = (limitKind: string) => (limitKind === 'authorization_orders' ? 1n : order.totalMinor)
  const by = { channelId, customerId, sourceId: order.id, part: '', at: ctx.now }
  const posts = held.filter(({ limitKind }) => amountOf(limitKind) > 0n)
  moveLimits(
    ctx.tx,
    by,
    posts.map(({ limitId, partnerId, period, limitKind }) => ({
      limitId,
      partnerId,
      period,
      kind: 'post',
      reserved: -amountOf(limitKind),
      posted: amountOf(limitKind),
    })),
  )
  const { partnerId, totalMinor: paid } = order
  if (paid > 0n) settleQuotas(ctx.tx, { ...by, partnerId, kind: 'post', reserved: -paid, posted: paid })
  const state: OrderState = 'processing'
  updateOrder(ctx.tx, channelId, order.id, { state, paidAt: ctx.now, lapsesAt: null })
  ctx.emit('order.paid', { channelId, customerId, orderId: order.id })
  ctx.audit({ subjects: [order.id, customerId] })
  return viewOrder({ ...order, state, paidAt: ctx.now, lapsesAt: null, customerName }, items, new Map())
}
