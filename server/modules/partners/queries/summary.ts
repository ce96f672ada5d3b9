import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

export interface SummaryPatch {
  /** The month that `monthToDateMinor` counts. */
  readonly month?: string
  readonly monthToDateMinor?: bigint
  readonly budgetMinor?: bigint | null
  readonly budgetUsedMinor?: bigint
  /** Null where there is no budget. */
  readonly budgetUsagePercent?: number | null
  readonly nextExpiryOn?: string | null
  readonly openOrders?: number
  readonly liveResources?: number
}

/** Sets what a module to the right has worked out anew, in that module's own transaction. */
export function patchSummary(tx: Tx, channelId: string, customerId: string, patch: SummaryPatch): void {
  const { budgetUsagePercent, ...rest } = patch
  const percent = budgetUsagePercent === undefined ? {} : { budgetUsagePercent: budgetUsagePercent?.toFixed(2) ?? null }
  tx.write(
    sqlBuilder
      .updateTable('customerSummaries')
      .set({ ...rest, ...percent })
      .where('channelId', '=', channelId)
      .where('customerId', '=', customerId),
  )
}

/**
 * Taken before a summary is worked out anew, so that of two jobs for one customer the later one also reads later: else
 * it could set sums that are older than those it replaces.
 */
export async function lockSummary(tx: Tx, channelId: string, customerId: string): Promise<void> {
  await tx.first(
    sqlBuilder
      .selectFrom('customerSummaries')
      .select('customerId')
      .where('channelId', '=', channelId)
      .where('customerId', '=', customerId)
      .forUpdate(),
  )
}

export interface StalePage {
  /** The month that is not over. */
  readonly month: string
  /** The last customer of the page before; empty for the first. */
  readonly after: string
  readonly limit: number
}

/** Customers of a channel whose summary counts a month that is over, in the order of their ids. */
export async function staleSummaries(db: Db, channelId: string, { month, after, limit }: StalePage): Promise<string[]> {
  const rows = await db.all(
    sqlBuilder
      .selectFrom('customerSummaries')
      .select('customerId')
      .where('channelId', '=', channelId)
      .where('month', '<>', month)
      .where('customerId', '>', after)
      .orderBy('customerId')
      .limit(limit),
  )
  return rows.map(({ customerId }) => customerId)
}
