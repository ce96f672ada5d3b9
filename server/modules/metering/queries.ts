import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

export interface NewExpenditure {
  readonly channelId: string
  readonly customerId: string
  readonly partnerId: string
  /** The month it is booked to, `YYYY-MM`. */
  readonly month: string
  readonly serviceCode: string
  readonly region: string
  readonly billingMode: string
  /** What was paid for: an order item, a usage record. Booked once, however often it is told. */
  readonly sourceId: string
  readonly currency: string
  readonly amountMinor: bigint
}

/** Books what a customer spent. */
export function insertExpenditures(tx: Tx, rows: readonly NewExpenditure[]): void {
  if (rows.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('expenditures')
      .values([...rows])
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** What a customer has spent in a month, in minor units of its currency. */
export async function sumExpenditure(db: Db, channelId: string, customerId: string, month: string): Promise<bigint> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('expenditures')
      .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('sum'))
      .where('channelId', '=', channelId)
      .where('customerId', '=', customerId)
      .where('month', '=', month),
  )
  return row?.sum ?? 0n
}
