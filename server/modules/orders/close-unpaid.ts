import { orderCan } from '#contract/orders.ts'
import type { OrderState } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import type { Tx } from '#kernel/db.ts'
import { findEntries } from '#modules/budgets/index.ts'
import { giveBack } from './give-back.ts'
import { findItems, lockOrder, updateItemStates, updateOrder } from './queries/write.ts'

/**
 * Closes an order that nobody has paid, for a person who cancels it and for the job that lets it lapse. Undefined where
 * there is no such order.
 */
export async function closeUnpaid(tx: Tx, channelId: string, orderId: string, now: Date) {
  const order = await lockOrder(tx, channelId, orderId)
  if (!order) return undefined
  const cancelable: readonly string[] = orderCan.cancel
  if (!cancelable.includes(order.state)) refuse('order_not_open', { state: order.state })
  const [entries, items] = await Promise.all([findEntries(tx, order), findItems(tx, channelId, orderId)])
  updateOrder(tx, channelId, orderId, { state: 'canceled', canceledAt: now, lapsesAt: null })
  updateItemStates(tx, channelId, orderId, 'pending', 'canceled')
  giveBack(tx, {
    channelId,
    customerId: order.customerId,
    partnerId: order.partnerId,
    orderId,
    part: '',
    at: now,
    entries,
    amountMinor: order.totalMinor,
    estimateMinor: order.committedMinor - order.totalMinor,
    isPaid: false,
    isWhole: true,
  })
  const state: OrderState = 'canceled'
  return {
    order: { ...order, state, canceledAt: now, lapsesAt: null },
    items: items.map((item) => ({ ...item, state })),
  }
}
