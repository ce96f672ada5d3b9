import { monthsOf } from '#contract/time.ts'
import type { Term } from '#contract/time.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { JobTransaction } from '#kernel/worker.ts'
import { findItems, updateItemStates } from './write.ts'

export interface ItemToFulfil {
  readonly id: string
  readonly planId: string
  readonly serviceCode: string
  readonly region: string
  readonly billingMode: 'yearly_monthly' | 'pay_per_use'
  readonly quantity: number
  readonly termMonths: number | null
  readonly autoRenew: boolean
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly state: string
}

export interface OrderToFulfil {
  readonly id: string
  readonly channelId: string
  readonly customerId: string
  readonly partnerId: string
  readonly state: string
  readonly placedAt: Date
  readonly placedBy: {
    readonly memberId: string | null
    readonly partnerId: string | null
    readonly authorizationId: string | null
    readonly actingSessionId: string | null
  }
  readonly items: readonly ItemToFulfil[]
}

/** What is to be brought into being, and for whom and by whom it was ordered. */
export async function findOrderToFulfil(
  db: Db,
  channelId: string,
  orderId: string,
): Promise<OrderToFulfil | undefined> {
  const [order, items] = await Promise.all([
    db.first(sqlBuilder.selectFrom('orders').selectAll().where('channelId', '=', channelId).where('id', '=', orderId)),
    findItems(db, channelId, orderId),
  ])
  if (!order) return undefined
  const { customerId, partnerId, state, placedAt, authorizationId, actingSessionId } = order
  return {
    id: orderId,
    channelId,
    customerId,
    partnerId,
    state,
    placedAt,
    placedBy: {
      memberId: order.placedByMemberId,
      partnerId: order.placedByPartnerId,
      authorizationId,
      actingSessionId,
    },
    items: items.map(({ termUnit, termCount, ...item }) => ({
      ...item,
      billingMode: item.billingMode as ItemToFulfil['billingMode'],
      parameters: item.parameters as ItemToFulfil['parameters'],
      termMonths:
        termUnit === null || termCount === null ? null : monthsOf({ unit: termUnit, count: termCount } as Term),
    })),
  }
}

/** Items that nobody has begun with are in the cloud's hands from now on. */
export function startOrderItems(job: JobTransaction, channelId: string, orderId: string): void {
  updateItemStates(job.tx, channelId, orderId, 'pending', 'processing')
}
