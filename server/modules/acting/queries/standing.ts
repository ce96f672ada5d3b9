import { sql } from 'kysely'
import { actingIdleMinutes } from '#contract/acting.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { isSignedIn } from '#modules/identity/index.ts'
import { standingColumns } from '#modules/partners/index.ts'

interface ByActing {
  readonly channelId: string
  readonly actingSessionId: string
  readonly memberId: string
  readonly sessionId: string
}

/**
 * An acting session with everything it stands on, in one statement: partner, distributor's permission, association,
 * member, customer, authorization and the session itself. It is found by the member's own session only: its id alone is
 * worth nothing.
 */
const standing = (by: ByActing) =>
  sqlBuilder
    .selectFrom('actingSessions as t')
    .innerJoin('authorizations as a', (on) =>
      on.onRef('a.channelId', '=', 't.channelId').onRef('a.id', '=', 't.authorizationId'),
    )
    .innerJoin('customers as c', (on) => on.onRef('c.channelId', '=', 't.channelId').onRef('c.id', '=', 't.customerId'))
    .innerJoin('associations as s', (on) =>
      on.onRef('s.channelId', '=', 'c.channelId').onRef('s.id', '=', 'c.associationId'),
    )
    .innerJoin('partners as p', (on) => on.onRef('p.channelId', '=', 't.channelId').onRef('p.id', '=', 't.partnerId'))
    .innerJoin('distributorPermissions as d', (on) =>
      on.onRef('d.channelId', '=', 'p.channelId').onRef('d.partnerId', '=', 'p.id'),
    )
    .innerJoin('members as m', (on) => on.onRef('m.channelId', '=', 't.channelId').onRef('m.id', '=', 't.memberId'))
    .select(standingColumns)
    .select([
      't.id as actingSessionId',
      't.authorizationId',
      't.reason as actingReason',
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
      'a.approvalMode',
      'a.approveAboveMinor',
      'c.accountManagerId',
      'm.name as memberName',
      'm.roles',
      'm.active',
      isSignedIn(by.sessionId).as('signedIn'),
    ])
    .where('t.channelId', '=', by.channelId)
    .where('t.id', '=', by.actingSessionId)
    .where('t.memberId', '=', by.memberId)
    .where('t.sessionId', '=', by.sessionId)

/** The clock is read when the row has come, and so after the locks on it. */
const withClock = (found: ReturnType<typeof standing>) =>
  sqlBuilder
    .with(
      (found) => found('found').materialized(),
      () => found,
    )
    .selectFrom(['found', 'clock'])
    .selectAll('found')
    .select([
      sql<Date>`clock_timestamp() + clock.shift`.as('now'),
      sql<string>`to_char((clock_timestamp() + clock.shift) at time zone clock.time_zone, 'YYYY-MM')`.as('month'),
    ])

const findStanding = prepare((by: ByActing) => withClock(standing(by)))
const lockStanding = prepare((by: ByActing) => withClock(standing(by).forShare(['p', 'd', 's', 'm', 'c', 'a', 't'])))

export type StandingRow = NonNullable<Awaited<ReturnType<typeof findActingStanding>>>

/** All of it, locked `for share` in that order where a command decides by it. */
export async function findActingStanding(db: Db, by: ByActing, lock: boolean) {
  return db.first((lock ? lockStanding : findStanding)(by))
}

const idleMinutes = sql.lit(actingIdleMinutes)

/**
 * When this statement came, by the clock that the sandbox may shift: updates of a channel's tables call nothing whose
 * value changes within one.
 */
const begun = sql<Date>`(statement_timestamp() + (select shift from procura.clock))`

/**
 * Marks an acting session used, at most once a minute. It runs beside the request's own transaction, and never brings
 * back a session that has ended, expired or idled out meanwhile.
 */
export async function touchActingSession(tx: Tx, channelId: string, id: string): Promise<void> {
  await tx.all(
    sqlBuilder
      .updateTable('actingSessions')
      .set({ lastUsedAt: sql<Date>`greatest(last_used_at, ${begun})` })
      .where('channelId', '=', channelId)
      .where('id', '=', id)
      .where('endedAt', 'is', null)
      .where('expiresAt', '>', begun)
      .where('lastUsedAt', '<', sql<Date>`${begun} - interval '1 minute'`)
      .where('lastUsedAt', '>', sql<Date>`${begun} - ${idleMinutes} * interval '1 minute'`),
  )
}
