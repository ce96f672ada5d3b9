import { sql } from 'kysely'
import { orderCan } from '#contract/orders.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'

/** They stand in the text, so that a kept plan can use the index of orders that need attention. */
const unpaid = orderCan.cancel.map((state) => sql.lit(state))

/** Orders that were neither paid nor decided in time, in one channel. */
export async function findLapsedOrders(db: Db, channelId: string, now: Date, limit: number): Promise<string[]> {
  const rows = await db.all(
    sqlBuilder
      .selectFrom('orders')
      .select('id')
      .where('channelId', '=', channelId)
      .where('state', 'in', unpaid)
      .where('lapsesAt', '<=', now)
      .orderBy('id')
      .limit(limit),
  )
  return rows.map(({ id }) => id)
}

export async function countOpenOrders(db: Db, channelId: string, customerId: string): Promise<number> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('orders')
      .select((select) => select.fn.countAll<bigint>().as('open'))
      .where('channelId', '=', channelId)
      .where('customerId', '=', customerId)
      .where('state', 'in', unpaid),
  )
  return Number(row?.open ?? 0n)
}

/** The items of an order that came into being and cost something, as expenditure is booked. */
export async function findSettledItems(db: Db, channelId: string, orderId: string) {
  return db.all(
    sqlBuilder
      .selectFrom('orderItems as i')
      .innerJoin('orders as o', (on) => on.onRef('o.channelId', '=', 'i.channelId').onRef('o.id', '=', 'i.orderId'))
      .select([
        'i.id',
        'i.customerId',
        'i.partnerId',
        'o.month',
        'i.serviceCode',
        'i.region',
        'i.billingMode',
        'o.currency',
        'i.amountMinor',
      ])
      .where('i.channelId', '=', channelId)
      .where('i.orderId', '=', orderId)
      .where('i.state', '=', 'completed')
      .where('i.amountMinor', '>', 0n),
  )
}
