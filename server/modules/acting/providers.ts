import { actingIdleMinutes } from '#contract/acting.ts'
import type { ScopeAction } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Db } from '#kernel/db.ts'
import type { ActingStanding } from '#kernel/gate.ts'
import { findActingStanding } from './queries.ts'

/** The acting session and the authorization it stands on; undefined for anybody's but the caller's own session. */
export async function actingStanding(
  db: Db,
  actor: Actor,
  actingSessionId: string,
  lock: boolean,
): Promise<ActingStanding | undefined> {
  const { channelId, memberId, sessionId } = actor
  const row = await findActingStanding(db, { channelId, memberId, sessionId, actingSessionId }, lock)
  if (!row) return undefined
  return {
    id: row.id,
    customerId: row.customerId,
    authorizationId: row.authorizationId,
    facts: {
      acting: {
        endCause: row.endCause,
        expiresAt: row.expiresAt,
        idleUntil: new Date(row.lastUsedAt.getTime() + actingIdleMinutes * 60_000),
      },
      authorization: {
        state: row.state,
        validFrom: row.validFrom,
        validUntil: row.validUntil,
        actions: row.actions as ScopeAction[],
        serviceFamilies: row.serviceFamilies,
        longestTermMonths: row.longestTermMonths,
        maxOrderMinor: row.maxOrderMinor,
      },
    },
  }
}
