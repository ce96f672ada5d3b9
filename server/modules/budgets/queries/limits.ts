import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { newId } from '#kernel/ids.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Statement, Tx } from '#kernel/db.ts'
import { periodIn } from '../rules.ts'
import type { LimitKind, LimitState } from '../rules.ts'

export const limitColumns = [
  'id',
  'partnerId',
  'kind',
  'cadence',
  'maximum',
  'reserved',
  'posted',
  'period',
  'currency',
] as const

interface ForCustomer {
  readonly channelId: string
  readonly customerId: string
}

export interface MetLimit extends LimitState {
  /** A quota that the caller's rows do not show; a function of the owner gives and moves it. */
  readonly isHidden: boolean
}

const visible = sql<boolean>`false`.as('isHidden')

// Kinds stand in the text and not in a parameter: only then a kept plan can use the index of one kind.

/** A partner without a distributor sees the only quota there can be: its own. All others need the function. */
const seesItsQuota = ({ channelId }: ForCustomer) =>
  sql<boolean>`(current_setting('procura.kind') = 'partner' and not exists (select from procura.partners p
    where p.channel_id = ${channelId} and p.id = current_setting('procura.account') and p.distributor_id is not null))`

/** The budget, what one authorization allows, and the quotas of the seller and its distributor. */
const limitsUnder = (by: ForCustomer, authorizationId: RawBuilder<string | null>) =>
  sqlBuilder
    .selectFrom('limits')
    .select([...limitColumns, visible])
    .where('channelId', '=', by.channelId)
    .where('customerId', '=', by.customerId)
    .where('kind', '=', sql.lit('budget'))
    .unionAll((union) =>
      union
        .selectFrom('limits')
        .select([...limitColumns, visible])
        .where('channelId', '=', by.channelId)
        .where('authorizationId', '=', authorizationId),
    )
    .unionAll((union) =>
      union
        .selectFrom('limits')
        .select([...limitColumns, visible])
        .where('channelId', '=', by.channelId)
        .where('partnerId', '=', sql<string>`current_setting('procura.account')`)
        .where('kind', '=', sql.lit('quota'))
        .where(seesItsQuota(by)),
    )
    .unionAll(
      sql`select id, partner_id, kind, cadence, maximum, reserved, posted, period, currency, true
        from procura.quota_limits(${by.channelId}, ${by.customerId}) where not ${seesItsQuota(by)}` as never,
    )
    .$castTo<MetLimit>()

/** Every limit that an order for a customer meets, under the authorization of the acting session if there is one. */
export const limitsForOrder: (by: ForCustomer & { actingSessionId: string | null }) => Statement<MetLimit> = prepare(
  (by: ForCustomer & { actingSessionId: string | null }) =>
    limitsUnder(
      by,
      sql<string>`(select authorization_id from procura.acting_sessions
        where channel_id = ${by.channelId} and id = ${by.actingSessionId})`,
    ),
)

/** The same for an order that nobody places yet, under the authorization that would be acted by. */
export const limitsForWish: (by: ForCustomer & { authorizationId: string | null }) => Statement<MetLimit> = prepare(
  (by: ForCustomer & { authorizationId: string | null }) => limitsUnder(by, sql<string | null>`${by.authorizationId}`),
)

export interface LimitMove {
  readonly limitId: string
  readonly partnerId: string
  readonly period: string
  readonly kind: 'reserve' | 'post' | 'release' | 'refund'
  readonly reserved: bigint
  readonly posted: bigint
}

export interface Moves {
  readonly channelId: string
  readonly customerId: string
  readonly sourceId: string
  /** Which part of the source: empty for all of it. */
  readonly part: string
  readonly at: Date
}

interface LimitSums {
  readonly channelId: string
  readonly ids: string[]
  readonly periods: string[]
  readonly reserved: bigint[]
  readonly posted: bigint[]
}

/** Whether the limit still counts the kind of period that the move is for: its cadence may have been changed. */
const fits = sql`((l.period = 'all') = (m.period = 'all'))`

/**
 * A new month starts from nothing; what is given back of a month that is over moves the ledger only. The table's check
 * refuses what would pass a limit. A limit that was given another cadence meanwhile takes nothing back, and refuses by
 * the same check what is to be taken out of it, so that it is decided anew.
 */
const updateLimits = prepare((by: LimitSums) => ({
  compile: () =>
    sql`
update procura.limits l set
  reserved = case when l.period = m.period then l.reserved + m.reserved
    when ${fits} and l.period < m.period then m.reserved else l.reserved end,
  posted = case when l.period = m.period then l.posted + m.posted
    when not ${fits} and m.reserved + m.posted > 0 then l.maximum + 1
    when ${fits} and l.period < m.period then m.posted else l.posted end,
  period = case when ${fits} then greatest(l.period, m.period) else l.period end,
  overdrawn = l.overdrawn and m.reserved + m.posted <= 0 and (not ${fits} or l.period >= m.period)
from (select * from unnest(${by.ids}::text[], ${by.periods}::text[], ${by.reserved}::bigint[], ${by.posted}::bigint[])
  as u(id, period, reserved, posted) order by id) m
where l.channel_id = ${by.channelId} and l.id = m.id`.compile(sqlBuilder),
}))

interface Entries extends Moves, LimitSums {
  readonly kinds: string[]
  readonly partnerIds: string[]
}

const insertEntries = prepare((by: Entries) => ({
  compile: () =>
    sql`
insert into procura.ledger_entries (channel_id, limit_id, period, source_id, part, kind, reserved, posted, customer_id,
  partner_id, at)
select ${by.channelId}, id, period, ${by.sourceId}, ${by.part}, kind, reserved, posted, ${by.customerId}, partner_id,
  ${by.at}::timestamptz
from unnest(${by.ids}::text[], ${by.periods}::text[], ${by.kinds}::text[], ${by.reserved}::bigint[],
  ${by.posted}::bigint[], ${by.partnerIds}::text[])
  as m(id, period, kind, reserved, posted, partner_id)`.compile(sqlBuilder),
}))

/** Moves limits, each once with the sum of its moves, and writes an entry for every move. */
export function moveLimits(tx: Tx, by: Moves, moves: readonly LimitMove[]): void {
  if (moves.length === 0) return
  const sums = [...Map.groupBy(moves, ({ limitId, period }) => `${limitId} ${period}`).values()]
  const sum = (of: readonly LimitMove[], key: 'reserved' | 'posted') => of.reduce((all, move) => all + move[key], 0n)
  tx.write(
    updateLimits({
      channelId: by.channelId,
      ids: sums.map(([first]) => first?.limitId ?? ''),
      periods: sums.map(([first]) => first?.period ?? ''),
      reserved: sums.map((of) => sum(of, 'reserved')),
      posted: sums.map((of) => sum(of, 'posted')),
    }),
  )
  tx.write(
    insertEntries({
      ...by,
      ids: moves.map(({ limitId }) => limitId),
      periods: moves.map(({ period }) => period),
      kinds: moves.map(({ kind }) => kind),
      reserved: moves.map(({ reserved }) => reserved),
      posted: moves.map(({ posted }) => posted),
      partnerIds: moves.map(({ partnerId }) => partnerId),
    }),
  )
}

interface QuotaMove extends Moves {
  readonly kind: LimitMove['kind']
  readonly reserved: bigint
  readonly posted: bigint
}

interface QuotaTake extends QuotaMove {
  readonly month: string
}

const moveSellersQuotas = prepare((by: QuotaTake) =>
  sqlBuilder.selectNoFrom(
    sql`procura.move_quotas(${by.channelId}, ${by.customerId}, ${by.sourceId}, ${by.kind}, ${by.part},
      ${by.reserved}::bigint, ${by.posted}::bigint, ${by.month}, ${by.at}::timestamptz)`.as('moved'),
  ),
)

/** Takes from the quotas of the customer's seller and its distributor, which the caller need not see. */
export function moveQuotas(tx: Tx, by: QuotaTake): void {
  tx.write(moveSellersQuotas(by))
}

interface QuotaSettlement extends QuotaMove {
  /** Who sold it. */
  readonly partnerId: string
}

const settleTakenQuotas = prepare((by: QuotaSettlement) =>
  sqlBuilder.selectNoFrom(
    sql`procura.settle_quotas(${by.channelId}, ${by.partnerId}, ${by.sourceId}, ${by.kind}, ${by.part},
      ${by.reserved}::bigint, ${by.posted}::bigint, ${by.at}::timestamptz)`.as('settled'),
  ),
)

/** Pays or gives back what the source took from quotas: from those it took it from, and no others. */
export function settleQuotas(tx: Tx, by: QuotaSettlement): void {
  tx.write(settleTakenQuotas(by))
}

export interface LedgerEntry {
  readonly limitId: string
  readonly partnerId: string
  readonly period: string
  readonly kind: string
  readonly part: string
  readonly reserved: bigint
  readonly posted: bigint
  readonly limitKind: string
}

interface Source {
  readonly channelId: string
  readonly id: string
  readonly customerId: string
  readonly authorizationId: string | null
}

/**
 * What an order moved in the customer's budget and in the limits of its authorization: what is given back is read from
 * here. The entries are found by those limits, in whose order they are kept. Quotas settle themselves.
 */
export async function findEntries(
  db: Db,
  { channelId, id, customerId, authorizationId }: Source,
): Promise<LedgerEntry[]> {
  const limits = sqlBuilder.selectFrom('limits').select(['id', 'kind']).where('channelId', '=', channelId)
  const budget = limits.where('customerId', '=', customerId).where('kind', '=', sql.lit('budget'))
  return db.all(
    sqlBuilder
      .selectFrom(budget.unionAll(limits.where('authorizationId', '=', authorizationId)).as('l'))
      .innerJoin('ledgerEntries as e', (on) => on.on('e.channelId', '=', channelId).onRef('e.limitId', '=', 'l.id'))
      .select([
        'e.limitId',
        'e.partnerId',
        'e.period',
        'e.kind',
        'e.part',
        'e.reserved',
        'e.posted',
        'l.kind as limitKind',
      ])
      .where('e.sourceId', '=', id),
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
