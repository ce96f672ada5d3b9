import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'
import { periodIn } from '../rules.ts'
import type { BudgetRow } from '../rules.ts'
import { limitColumns } from './limits.ts'
import type { NewLimit } from './limits.ts'

const budgetOf = (channelId: string, customerId: string) =>
  sqlBuilder
    .selectFrom('limits')
    .select([...limitColumns, 'onExhaustion', 'version'])
    .where('channelId', '=', channelId)
    .where('customerId', '=', customerId)
    .where('kind', '=', sql.lit('budget'))
    .$castTo<BudgetRow>()

export async function findBudget(db: Db, channelId: string, customerId: string): Promise<BudgetRow | undefined> {
  return db.first(budgetOf(channelId, customerId))
}

export async function lockBudget(tx: Tx, channelId: string, customerId: string): Promise<BudgetRow | undefined> {
  return tx.first(budgetOf(channelId, customerId).forUpdate())
}

export interface NewBudget extends Omit<NewLimit, 'kind' | 'authorizationId'> {
  readonly onExhaustion: 'manual' | 'automatic'
}

export function insertBudget(tx: Tx, { month, ...budget }: NewBudget): string {
  const id = newId('limit')
  tx.write(sqlBuilder.insertInto('limits').values({ ...budget, id, kind: 'budget', period: periodIn(budget, month) }))
  return id
}

export interface BudgetChange {
  readonly cadence: 'monthly' | 'one_time'
  readonly maximum: bigint
  readonly onExhaustion: 'manual' | 'automatic'
  readonly reserved: bigint
  readonly posted: bigint
  readonly period: string
  readonly version: number
}

export function updateBudget(tx: Tx, channelId: string, id: string, change: BudgetChange): void {
  const overdrawn = change.reserved + change.posted > change.maximum
  tx.write(
    sqlBuilder
      .updateTable('limits')
      .set({ ...change, overdrawn })
      .where('channelId', '=', channelId)
      .where('id', '=', id),
  )
}

/**
 * What a reseller's budgets may sum to; null without a quota. Of those who set its budgets one goes on at a time, so
 * that two of them cannot together pass it. They have the permission `for share`, as every command does: whoever
 * changes the quota waits for them, and none of them could have it alone without waiting for the others.
 */
export async function lockBudgetQuota(tx: Tx, channelId: string, partnerId: string): Promise<bigint | null> {
  const permission = sqlBuilder
    .selectFrom('distributorPermissions')
    .select('budgetQuotaMinor')
    .where('channelId', '=', channelId)
    .where('partnerId', '=', partnerId)
    .forShare()
  const [, row] = await Promise.all([lockName(tx, 'budgets', partnerId), tx.first(permission)])
  return row?.budgetQuotaMinor ?? null
}

/** The sum of a partner's other budgets in one currency. */
export async function sumOtherBudgets(
  db: Db,
  channelId: string,
  partnerId: string,
  customerId: string,
  currency: string,
): Promise<bigint> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('limits')
      .select(sql<bigint>`coalesce(sum(maximum), 0)::bigint`.as('sum'))
      .where('channelId', '=', channelId)
      .where('partnerId', '=', partnerId)
      .where('kind', '=', sql.lit('budget'))
      .where('currency', '=', currency)
      .where('customerId', '<>', customerId),
  )
  return row?.sum ?? 0n
}
