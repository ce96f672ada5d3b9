import type { Logger } from 'pino'
import { actingIdleMinutes } from '#contract/acting.ts'
import type { ScopeAction } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Tx } from '#kernel/db.ts'
import type { ActingStanding, FactSources } from '#kernel/gate.ts'
import { findActingStanding, touchActingSession } from './queries.ts'
import type { StandingRow } from './queries.ts'

/** A transaction of the provider's own, with what the actor may see. */
type TransactAs = (actor: Actor, work: (tx: Tx) => Promise<void>) => Promise<void>

/**
 * The acting session and the authorization it stands on, as the kernel asks for them; undefined for anybody's but the
 * caller's own session. Its use is noted beside the request's transaction, so that no request waits for it.
 */
export function actingSource(log: Logger, transactAs: TransactAs): FactSources['acting'] {
  return async (db, actor, actingSessionId, lock) => {
    const { channelId, memberId, sessionId } = actor
    const row = await findActingStanding(db, { channelId, memberId, sessionId, actingSessionId }, lock)
    if (row?.isStale)
      transactAs(actor, (tx) => touchActingSession(tx, channelId, row.id)).catch((err: unknown) =>
        log.warn({ err }, 'an acting session was not marked used'),
      )
    return row && viewStanding(row)
  }
}

function viewStanding(row: StandingRow): ActingStanding {
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
