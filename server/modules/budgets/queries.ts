import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Statement, Tx } from '#kernel/db.ts'
import { periodIn } from './rules.ts'
import type { BudgetRow, LimitKind, LimitState } from './rules.ts'

const limitColumns = ['id', 'kind', 'cadence', 'maximum', 'reserved', 'posted', 'period'] as const

interface ForOrder {
  readonly channelId: string
  readonly customerId: string
  readonly actingSessionId: string | null
}

/**
 * Every limit that an order for a customer meets: the budget, what the authorization of the acting session allows,
 * and the quotas of the seller and its distributor, which a customer never sees and a function gives.
 */
export const limitsForOrder: (by: ForOrder) => Statement<LimitState> = prepare((by: ForOrder) =>
  sqlBuilder
    .selectFrom('limits')
    .select(limitColumns)
    .where('channelId', '=', by.channelId)
    .where('customerId', '=', by.customerId)
    .where('kind', '=', 'budget')
    .unionAll((union) =>
      union
        .selectFrom('limits')
        .select(limitColumns)
        .where('channelId', '=', by.channelId)
        .where('authorizationId', '=', (one) =>
          one
            .selectFrom('actingSessions')
            .select('authorizationId')
            .where('channelId', '=', by.channelId)
            .where('id', '=', by.actingSessionId),
        ),
    )
    .unionAll(
      sql`select id, kind, cadence, maximum, reserved, posted, period from procura.quota_limits(${by.channelId}, ${by.customerId})` as never,
    )
    .$castTo<LimitState>(),
)

export interface LimitMove {
  readonly limitId: string
  readonly period: string
  readonly reserved: bigint
  readonly posted: bigint
}

export interface Moves {
  readonly channelId: string
  readonly customerId: string
  readonly sourceId: string
  readonly kind: 'reserve' | 'post' | 'release' | 'refund'
  /** Which part of the source: empty for all of it. */
  readonly part: string
  readonly at: Date
}

interface MoveParameters extends Moves {
  readonly ids: string[]
  readonly periods: string[]
  readonly reserved: bigint[]
  readonly posted: bigint[]
}

/**
 * Moves limits and writes the ledger entries in one statement. A new month starts from nothing; what is given back of
 * a month that is over moves the ledger only. The table's check refuses what would pass a limit.
 */
const moveAll = prepare((by: MoveParameters) => ({
  compile: () =>
    sql`
with wanted as (
  select * from unnest(${by.ids}::text[], ${by.periods}::text[], ${by.reserved}::bigint[], ${by.posted}::bigint[])
    as m(id, period, reserved, posted) order by id
), moved as (
  update procura.limits l set
    reserved = case when l.period = m.period then l.reserved + m.reserved when l.period < m.period then m.reserved else l.reserved end,
    posted = case when l.period = m.period then l.posted + m.posted when l.period < m.period then m.posted else l.posted end,
    period = greatest(l.period, m.period),
    overdrawn = l.overdrawn and l.period >= m.period and m.reserved + m.posted <= 0
  from wanted m where l.channel_id = ${by.channelId} and l.id = m.id
  returning l.id, l.partner_id, m.period, m.reserved, m.posted
)
insert into procura.ledger_entries (channel_id, limit_id, period, source_id, part, kind, reserved, posted, customer_id, partner_id, at)
select ${by.channelId}, id, period, ${by.sourceId}, ${by.part}, ${by.kind}, reserved, posted, ${by.customerId}, partner_id, ${by.at}::timestamptz
from moved`.compile(sqlBuilder),
}))

export function moveLimits(tx: Tx, by: Moves, moves: readonly LimitMove[]): void {
  if (moves.length === 0) return
  tx.write(
    moveAll({
      ...by,
      ids: moves.map(({ limitId }) => limitId),
      periods: moves.map(({ period }) => period),
      reserved: moves.map(({ reserved }) => reserved),
      posted: moves.map(({ posted }) => posted),
    }),
  )
}

interface QuotaParameters extends Moves {
  readonly month: string
  readonly reserved: bigint
  readonly posted: bigint
}

const moveSellersQuotas = prepare((by: QuotaParameters) =>
  sqlBuilder.selectNoFrom(
    sql`procura.move_quotas(${by.channelId}, ${by.customerId}, ${by.sourceId}, ${by.kind}, ${by.part},
      ${by.reserved}::bigint, ${by.posted}::bigint, ${by.month}, ${by.at}::timestamptz)`.as('moved'),
  ),
)

/** Moves the consumption quotas of the customer's seller and its distributor, which the caller need not see. */
export function moveQuotas(tx: Tx, by: QuotaParameters): void {
  tx.write(moveSellersQuotas(by))
}

export interface LedgerEntry {
  readonly limitId: string
  readonly period: string
  readonly kind: string
  readonly part: string
  readonly reserved: bigint
  readonly posted: bigint
  readonly limitKind: string
}

/** The entries of one source, and the limits they moved: what is given back is read from here. */
export async function findEntries(db: Db, channelId: string, sourceId: string): Promise<LedgerEntry[]> {
  return db.all(
    sqlBuilder
      .selectFrom('ledgerEntries as e')
      .innerJoin('limits as l', (on) => on.onRef('l.channelId', '=', 'e.channelId').onRef('l.id', '=', 'e.limitId'))
      .select(['e.limitId', 'e.period', 'e.kind', 'e.part', 'e.reserved', 'e.posted', 'l.kind as limitKind'])
      .where('e.channelId', '=', channelId)
      .where('e.sourceId', '=', sourceId),
  )
}

export interface NewLimit {
  readonly channelId: string
  readonly kind: LimitKind
  readonly customerId: string | null
  readonly partnerId: string
  readonly authorizationId: string | null
  readonly cadence: 'monthly' | 'one_time'
  readonly currency: string | null
  readonly maximum: bigint
  readonly month: string
}

/** Opens a limit with nothing used of it. */
export function openLimit(tx: Tx, { month, ...limit }: NewLimit): void {
  tx.write(sqlBuilder.insertInto('limits').values({ ...limit, id: newId('limit'), period: periodIn(limit, month) }))
}

const budgetOf = (channelId: string, customerId: string) =>
  sqlBuilder
    .selectFrom('limits')
    .select([...limitColumns, 'currency', 'onExhaustion', 'version'])
    .where('channelId', '=', channelId)
    .where('customerId', '=', customerId)
    .where('kind', '=', 'budget')
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

/** What a reseller's budgets sum to, locked so that two of them cannot together pass the distributor's quota. */
export async function lockBudgetQuota(tx: Tx, channelId: string, partnerId: string): Promise<bigint | null> {
  const row = await tx.first(
    sqlBuilder
      .selectFrom('distributorPermissions')
      .select('budgetQuotaMinor')
      .where('channelId', '=', channelId)
      .where('partnerId', '=', partnerId)
      .forUpdate(),
  )
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
      .where('kind', '=', 'budget')
      .where('currency', '=', currency)
      .where('customerId', '<>', customerId),
  )
  return row?.sum ?? 0n
}

/** What the ledger says of one period of a limit: the balance that the limit's row caches. */
export async function sumEntries(
  db: Db,
  channelId: string,
  limitId: string,
  period: string,
): Promise<{ reserved: bigint; posted: bigint }> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('ledgerEntries')
      .select([
        sql<bigint>`coalesce(sum(reserved), 0)::bigint`.as('reserved'),
        sql<bigint>`coalesce(sum(posted), 0)::bigint`.as('posted'),
      ])
      .where('channelId', '=', channelId)
      .where('limitId', '=', limitId)
      .where('period', '=', period),
  )
  return row ?? { reserved: 0n, posted: 0n }
}
