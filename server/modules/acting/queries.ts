import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import { actingIdleMinutes } from '#contract/acting.ts'
import type { ActingEndCause } from '#contract/acting.ts'
import type { Actor } from '#kernel/actor.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { ActingSessionsTable } from '#kernel/tables.gen.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

interface ByActing {
  readonly channelId: string
  readonly actingSessionId: string
  readonly memberId: string
  readonly sessionId: string
}

/** An acting session is found by the member's own session only: its id alone is worth nothing. */
const standing = (by: ByActing) =>
  sqlBuilder
    .selectFrom('actingSessions as t')
    .innerJoin('authorizations as a', (on) =>
      on.onRef('a.channelId', '=', 't.channelId').onRef('a.id', '=', 't.authorizationId'),
    )
    .select([
      't.id',
      't.customerId',
      't.authorizationId',
      't.expiresAt',
      't.lastUsedAt',
      't.endCause',
      'a.state',
      'a.validFrom',
      'a.validUntil',
      'a.actions',
      'a.serviceFamilies',
      'a.longestTermMonths',
      'a.maxOrderMinor',
      sql<boolean>`t.last_used_at < ${now} - interval '1 minute'`.as('isStale'),
    ])
    .where('t.channelId', '=', by.channelId)
    .where('t.id', '=', by.actingSessionId)
    .where('t.memberId', '=', by.memberId)
    .where('t.sessionId', '=', by.sessionId)

const findStanding = prepare(standing)
const lockStanding = prepare((by: ByActing) => standing(by).forShare(['a', 't']))

export type StandingRow = NonNullable<Awaited<ReturnType<typeof findActingStanding>>>

/** The acting session with its authorization, locked `for share` in this order where a command decides by them. */
export async function findActingStanding(db: Db, by: ByActing, lock: boolean) {
  return db.first((lock ? lockStanding : findStanding)(by))
}

const idleMinutes = sql.lit(actingIdleMinutes)

/**
 * Marks an acting session used, at most once a minute. It runs beside the request's own transaction, and never brings
 * back a session that has ended, expired or idled out meanwhile.
 */
export async function touchActingSession(tx: Tx, channelId: string, id: string): Promise<void> {
  await tx.all(
    sqlBuilder
      .updateTable('actingSessions')
      .set({ lastUsedAt: sql<Date>`greatest(last_used_at, ${now})` })
      .where('channelId', '=', channelId)
      .where('id', '=', id)
      .where('endedAt', 'is', null)
      .where('expiresAt', '>', now)
      .where('lastUsedAt', '<', sql<Date>`${now} - interval '1 minute'`)
      .where('lastUsedAt', '>', sql<Date>`${now} - ${idleMinutes} * interval '1 minute'`),
  )
}

/** Held until the end of the transaction, so that a member who switches twice at once gets two sessions in turn. */
export async function lockSwitch(tx: Tx, memberId: string, customerId: string): Promise<void> {
  await tx.first(
    sqlBuilder.selectNoFrom(
      sql`pg_advisory_xact_lock(hashtextextended(${`acting ${memberId} ${customerId}`}, 0))`.as('locked'),
    ),
  )
}

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

const endedColumns = ['id', 'customerId', 'partnerId'] as const

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
}

/** A customer sees who acts in its account; a partner sees its own members. */
function visibleSessions(actor: Actor) {
  const own = actor.kind === 'customer' ? 't.customerId' : 't.partnerId'
  return sqlBuilder
    .selectFrom('actingSessions as t')
    .innerJoin('accounts as c', 'c.id', 't.customerId')
    .innerJoin('accounts as p', 'p.id', 't.partnerId')
    .select(['t.id', 't.customerId', 'c.name as customerName', 't.partnerId', 'p.name as partnerName', 't.memberId'])
    .select(['t.memberName', 't.authorizationId', 't.reason', 't.startedAt', 't.expiresAt', 't.lastUsedAt'])
    .select(['t.endedAt', 't.endCause'])
    .where('t.channelId', '=', actor.channelId)
    .where(own, '=', actor.accountId)
}

export async function lockActingSession(tx: Tx, actor: Actor, id: string): Promise<ActingSessionRow | undefined> {
  return tx.first(visibleSessions(actor).where('t.id', '=', id).forUpdate('t'))
}

export interface ListBy {
  readonly customerId: string
  readonly live?: boolean | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** Newest first; one more than the limit, for the page to know that there is a next one. */
export async function listActingSessions(db: Db, actor: Actor, by: ListBy, at: Date): Promise<ActingSessionRow[]> {
  const isLive = sql<boolean>`(t.ended_at is null and t.expires_at > ${at}::timestamptz
    and t.last_used_at + ${idleMinutes} * interval '1 minute' > ${at}::timestamptz)`
  let found = visibleSessions(actor).where('t.customerId', '=', by.customerId)
  if (by.live !== undefined) found = found.where(isLive, '=', by.live)
  if (by.before) found = found.where('t.id', '<', by.before)
  return db.all(found.orderBy('t.id', 'desc').limit(by.limit + 1))
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
