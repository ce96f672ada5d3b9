import type { Logger } from 'pino'
import { actingIdleMinutes } from '#contract/acting.ts'
import type { ApprovalMode } from '#contract/authorizations.ts'
import type { Role, ScopeAction } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { ActingStanding, FactSources } from '#kernel/gate.ts'
import type { BearerSource } from '#kernel/kernel.ts'
import { seesOnlyAssigned, viewCustomerStanding } from '#modules/partners/index.ts'
import { findActingStanding, touchActingSession } from './queries/standing.ts'
import type { StandingRow } from './queries/standing.ts'
import { findActingToken } from './queries/tokens.ts'

/** Use is noted at most once a minute. */
const touchAfterMs = 60_000

/** A transaction of the provider's own, with what the actor may see. */
type TransactAs = (actor: Actor, work: (tx: Tx) => Promise<void>) => Promise<void>

/**
 * The acting session and everything it stands on, as the kernel asks for it; undefined for anybody's but the
 * caller's own session. Its use is noted beside the request's transaction, so that no request waits for it.
 */
export function actingSource(log: Logger, transactAs: TransactAs): FactSources['acting'] {
  return async (db, actor, actingSessionId, lock) => {
    const { channelId, memberId, sessionId } = actor
    const row = await findActingStanding(db, { channelId, memberId, sessionId, actingSessionId }, lock)
    if (!row) return undefined
    if (row.now.getTime() - row.lastUsedAt.getTime() > touchAfterMs)
      transactAs(actor, (tx) => touchActingSession(tx, channelId, actingSessionId)).catch((err: unknown) =>
        log.warn({ err }, 'an acting session was not marked used'),
      )
    return viewStanding(row, memberId)
  }
}

export { readStandingMarks } from './queries/marks.ts'

/** The same for who only asks how a session stands, or watches, which is not using it. */
export async function readActingStanding(
  db: Db,
  { channelId, memberId, sessionId }: Actor,
  actingSessionId: string,
): Promise<ActingStanding | undefined> {
  const row = await findActingStanding(db, { channelId, memberId, sessionId, actingSessionId }, false)
  return row && viewStanding(row, memberId)
}

/** The tokens of programs as the kernel asks for them. */
export const actingTokenSource: BearerSource = async (db, tokenHash) => (await findActingToken(db, tokenHash))?.actor

function viewStanding(row: StandingRow, memberId: string): ActingStanding {
  const isForeign = seesOnlyAssigned(row.roles as Role[]) && row.accountManagerId !== memberId
  return {
    id: row.actingSessionId,
    customerId: row.id,
    authorizationId: row.authorizationId,
    reason: row.actingReason,
    clock: { now: row.now, month: row.month },
    member: { name: row.memberName, roles: row.roles as Role[], active: row.active, signedIn: row.signedIn },
    customer: isForeign ? undefined : viewCustomerStanding(row, true),
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
        approvalMode: row.approvalMode as ApprovalMode | null,
        approveAboveMinor: row.approveAboveMinor,
      },
    },
  }
}
