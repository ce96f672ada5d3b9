import type { JobTransaction } from '#kernel/worker.ts'
import { findEntries } from '#modules/budgets/index.ts'
import { giveBack } from './give-back.ts'
import { findItems, lockOrder, updateItem, updateOrder } from './queries/write.ts'
import { settledState } from './rules.ts'

export interface ItemOutcome {
  readonly channelId: string
  readonly orderId: string
  readonly itemId: string
  /** Why the item could not be brought into being; null when it was. */
  readonly failure: string | null
}

/**
 * Completes or fails one item, once: an item that has come to its end stays as it is. A failed one gives back its
 * money and its limits. With its last item the order itself is settled.
 */
export async function settleOrderItem(job: JobTransaction, outcome: ItemOutcome): Promise<void> {
  const { channelId, orderId, itemId, failure } = outcome
  const order = await lockOrder(job.tx, channelId, orderId)
  const items = await findItems(job.tx, channelId, orderId)
  const item = items.find(({ id }) => id === itemId)
  if (!order || !item || (item.state !== 'pending' && item.state !== 'processing')) return
  const state = failure === null ? 'completed' : 'failed'
  updateItem(job.tx, channelId, itemId, state, failure)
  const settled = settledState(items.map(({ id, state: before }) => (id === itemId ? state : before)))
  if (failure !== null)
    giveBack(job.tx, {
      channelId,
      customerId: order.customerId,
      partnerId: order.partnerId,
      orderId,
      part: itemId,
      at: job.now,
      entries: await findEntries(job.tx, order),
      amountMinor: item.amountMinor,
      estimateMinor: item.committedMinor - item.amountMinor,
      isPaid: true,
      isWhole: settled === 'failed',
    })
  if (!settled) return
  updateOrder(job.tx, channelId, orderId, { state: settled, completedAt: job.now })
  const about = { channelId, customerId: order.customerId, orderId }
  job.emit(settled === 'failed' ? 'order.failed' : 'order.completed', about)
  job.audit('settleOrder', {
    customerId: order.customerId,
    partnerId: order.partnerId,
    subjects: [orderId],
    detail: { state: settled },
  })
}
