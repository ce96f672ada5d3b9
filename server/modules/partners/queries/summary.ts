import { sqlBuilder } from '#kernel/db.ts'
import type { Tx } from '#kernel/db.ts'

export interface NewSummary {
  readonly channelId: string
  readonly customerId: string
  readonly partnerId: string
  readonly month: string
  /** Null where the customer has no budget yet. */
  readonly budgetMinor: bigint | null
}

/** Every customer has a summary from its first day: Customer Management finds no customer without one. */
export function createCustomerSummary(tx: Tx, summary: NewSummary): void {
  tx.write(
    sqlBuilder
      .insertInto('customerSummaries')
      .values({ ...summary, budgetUsagePercent: summary.budgetMinor === null ? null : '0' }),
  )
}

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
