import type { orderCan } from '#contract/orders.ts'
import type { Tx } from '#kernel/db.ts'
import { findEntries } from '#modules/budgets/index.ts'
import { giveBack } from './give-back.ts'
import { findItems, lockOrder, updateItemStates, updateOrder } from './queries/write.ts'
import type { OrderChange } from './queries/write.ts'
import { refuseUnlessCan } from './rules.ts'

interface Closing {
  readonly channelId: string
  readonly orderId: string
  readonly at: Date
  readonly as: keyof typeof orderCan
  /** What is written down beside the new state. */
  readonly change: OrderChange & { readonly state: 'canceled' | 'rejected' }
}

/**
 * Closes an order that nobody has paid, for a person who cancels or rejects it and for the job that lets it lapse.
 * Undefined where there is no such order.
 */
export async function closeUnpaid(tx: Tx, { channelId, orderId, at, as, change }: Closing) {
  const order = await lockOrder(tx, channelId, orderId)
  if (!order) return undefined
  refuseUnlessCan(order, as, as === 'cancel' ? null : at)
  const [entries, items] = await Promise.all([findEntries(tx, order), findItems(tx, channelId, orderId)])
  updateOrder(tx, channelId, orderId, { ...change, lapsesAt: null })
  updateItemStates(tx, channelId, orderId, 'pending', 'canceled')
  giveBack(tx, {
    channelId,
    customerId: order.customerId,
    partnerId: order.partnerId,
    orderId,
    part: '',
    at,
    entries,
    amountMinor: order.totalMinor,
    estimateMinor: order.committedMinor - order.totalMinor,
    isPaid: false,
    isWhole: true,
  })
  return {
    order: { ...order, ...change, lapsesAt: null },
    items: items.map((item) => ({ ...item, state: 'canceled' })),
  }
}
