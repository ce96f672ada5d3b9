import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import { actingIdleMinutes } from '#contract/acting.ts'
import type { ActingEndCause } from '#contract/acting.ts'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { ActingSessionsTable } from '#kernel/tables.gen.ts'
import { seesOnlyAssigned } from '#modules/partners/index.ts'

const idleMinutes = sql.lit(actingIdleMinutes)

export function insertActingSession(tx: Tx, row: Insertable<ActingSessionsTable>): void {
  tx.write(sqlBuilder.insertInto('actingSessions').values(row))
}

const liveSessions = (channelId: string) =>
  sqlBuilder.updateTable('actingSessions').where('channelId', '=', channelId).where('endedAt', 'is', null)

export interface End {
  readonly endedAt: Date
  readonly endCause: ActingEndCause
}

/** Ends the member's live session for the same customer, if there is one. */
export function replaceActingSession(
  tx: Tx,
  by: { channelId: string; memberId: string; customerId: string },
  endedAt: Date,
): void {
  tx.write(
    liveSessions(by.channelId)
      .set({ endedAt, endCause: 'replaced' })
      .where('memberId', '=', by.memberId)
      .where('customerId', '=', by.customerId),
  )
}

export function endOneSession(tx: Tx, channelId: string, id: string, end: End): void {
  tx.write(
    liveSessions(channelId)
      .set({ ...end })
      .where('id', '=', id),
  )
}

const endedColumns = ['channelId', 'id', 'customerId', 'partnerId'] as const

/** Ends every live session that stands on one authorization, one member's session, or one partner. */
export async function endSessionsBy(
  tx: Tx,
  channelId: string,
  by: { authorizationId: string } | { sessionId: string } | { partnerId: string },
  end: End,
): Promise<EndedSession[]> {
  const [column, value] = Object.entries(by)[0] as ['authorizationId' | 'sessionId' | 'partnerId', string]
  return tx.all(
    liveSessions(channelId)
      .set({ ...end })
      .where(column, '=', value)
      .returning(endedColumns),
  )
}

export interface EndedSession {
  readonly channelId: string
  readonly id: string
  readonly customerId: string
  readonly partnerId: string
}

/** Writes down that sessions have run out or idled out, as of the instant at which they did. */
export async function endExpiredSessions(tx: Tx, channelId: string, at: Date): Promise<EndedSession[]> {
  const over = sql<Date>`least(expires_at, last_used_at + ${idleMinutes} * interval '1 minute')`
  return tx.all(
    liveSessions(channelId).set({ endedAt: over, endCause: 'expired' }).where(over, '<=', at).returning(endedColumns),
  )
}

export interface ActingSessionRow {
  readonly id: string
  readonly customerId: string
  readonly customerName: string
  readonly partnerId: string
  readonly partnerName: string
  readonly memberId: string
  readonly memberName: string
  readonly authorizationId: string
  readonly reason: string
  readonly startedAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date
  readonly endedAt: Date | null
  readonly endCause: string | null
  readonly authorizationState: string
  readonly authorizationEndedAt: Date | null
}

/** A customer sees who acts in its account; a partner sees its own members. */
function visibleSessions(actor: Actor) {
  const own = actor.kind === 'customer' ? 't.customerId' : 't.partnerId'
  return sqlBuilder
    .selectFrom('actingSessions as t')
    .innerJoin('accounts as c', 'c.id', 't.customerId')
    .innerJoin('accounts as p', 'p.id', 't.partnerId')
    .innerJoin('authorizations as a', (on) =>
      on.onRef('a.channelId', '=', 't.channelId').onRef('a.id', '=', 't.authorizationId'),
    )
    .select(['t.id', 't.customerId', 'c.name as customerName', 't.partnerId', 'p.name as partnerName', 't.memberId'])
    .select(['t.memberName', 't.authorizationId', 't.reason', 't.startedAt', 't.expiresAt', 't.lastUsedAt'])
    .select(['t.endedAt', 't.endCause', 'a.state as authorizationState', 'a.endedAt as authorizationEndedAt'])
    .where('t.channelId', '=', actor.channelId)
    .where(own, '=', actor.accountId)
}

export async function lockActingSession(tx: Tx, actor: Actor, id: string): Promise<ActingSessionRow | undefined> {
  return tx.first(visibleSessions(actor).where('t.id', '=', id).forUpdate('t'))
}

/** A member who is only account manager finds their own sessions, and those at the customers assigned to them. */
export async function findActingSession(db: Db, actor: Actor, id: string): Promise<ActingSessionRow | undefined> {
  const found = visibleSessions(actor).where('t.id', '=', id)
  if (actor.kind !== 'partner' || !seesOnlyAssigned(actor.roles)) return db.first(found)
  return db.first(
    found.where((either) =>
      either.or([
        either('t.memberId', '=', actor.memberId),
        either.exists(
          either
            .selectFrom('customers')
            .select('customers.id')
            .whereRef('customers.channelId', '=', 't.channelId')
            .whereRef('customers.id', '=', 't.customerId')
            .where('customers.accountManagerId', '=', actor.memberId),
        ),
      ]),
    ),
  )
}

export interface ListBy {
  readonly customerId: string
  readonly live?: boolean | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** Newest first; one more than the limit, for the page to know that there is a next one. */
export async function listActingSessions(db: Db, actor: Actor, by: ListBy, at: Date): Promise<ActingSessionRow[]> {
  let found = visibleSessions(actor).where('t.customerId', '=', by.customerId)
  if (by.live !== undefined) found = found.where(isLive(at), '=', by.live)
  if (by.before) found = found.where('t.id', '<', by.before)
  return db.all(found.orderBy('t.id', 'desc').limit(by.limit + 1))
}

/** What this very session has begun and not ended, in the order of the list above. */
export async function listOwnActingSessions(
  db: Db,
  actor: Actor,
  { before, limit }: Pick<ListBy, 'before' | 'limit'>,
  at: Date,
): Promise<ActingSessionRow[]> {
  let found = visibleSessions(actor).where('t.sessionId', '=', actor.sessionId).where(isLive(at), '=', true)
  if (before) found = found.where('t.id', '<', before)
  return db.all(found.orderBy('t.id', 'desc').limit(limit + 1))
}

const isLive = (at: Date) =>
  sql<boolean>`(t.ended_at is null and a.ended_at is null and t.expires_at > ${at}::timestamptz
    and t.last_used_at + ${idleMinutes} * interval '1 minute' > ${at}::timestamptz)`

/** How many acting sessions are live of a reseller below this distributor. Undefined where it has no such reseller. */
export async function countActingSessions(
  db: Db,
  { channelId, accountId }: Actor,
  partnerId: string,
  at: Date,
): Promise<{ live: number } | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('partners as p')
      .leftJoin('actingSessions as t', (on) =>
        on.onRef('t.channelId', '=', 'p.channelId').onRef('t.partnerId', '=', 'p.id').on('t.endedAt', 'is', null),
      )
      .leftJoin('authorizations as a', (on) =>
        on.onRef('a.channelId', '=', 't.channelId').onRef('a.id', '=', 't.authorizationId'),
      )
      .select(sql<number>`(count(*) filter (where t.id is not null and ${isLive(at)}))::int`.as('live'))
      .where('p.channelId', '=', channelId)
      .where('p.id', '=', partnerId)
      .where('p.distributorId', '=', accountId)
      .groupBy('p.id'),
  )
}

/** Whether a partner needs nobody's permission to act, or has it. */
export async function mayActOnBehalf(db: Db, channelId: string, partnerId: string): Promise<boolean> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('distributorPermissions')
      .select('actOnBehalf')
      .where('channelId', '=', channelId)
      .where('partnerId', '=', partnerId),
  )
  return row?.actOnBehalf ?? false
}
