import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'

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
    ])
    .where('t.channelId', '=', by.channelId)
    .where('t.id', '=', by.actingSessionId)
    .where('t.memberId', '=', by.memberId)
    .where('t.sessionId', '=', by.sessionId)

const findStanding = prepare(standing)
const lockStanding = prepare((by: ByActing) => standing(by).forShare(['a', 't']))

/** The acting session with its authorization, locked `for share` in this order where a command decides by them. */
export async function findActingStanding(db: Db, by: ByActing, lock: boolean) {
  return db.first((lock ? lockStanding : findStanding)(by))
}
