import { actingIdleMinutes, actingSessionMinutes } from '#contract/acting.ts'
import type { ActingEndCause, ActingSession, ActingSessionView } from '#contract/acting.ts'
import type { AuthorizationView } from '#contract/authorizations.ts'
import type { z } from 'zod'
import type { ActingSessionRow } from './queries/sessions.ts'

type ActingSessionSummary = z.output<typeof ActingSession>

/** An acting session lasts an hour, and never longer than the authorization it stands on. */
export function expiryOf(startedAt: Date, validUntil: Date): Date {
  const hourLater = new Date(startedAt.getTime() + actingSessionMinutes * 60_000)
  return hourLater < validUntil ? hourLater : validUntil
}

/** The instant at which a session runs out if nothing else ends it and nothing more is done in it. */
function runsOutAt({ expiresAt, lastUsedAt }: ActingSessionRow): Date {
  const idleUntil = new Date(lastUsedAt.getTime() + actingIdleMinutes * 60_000)
  return idleUntil < expiresAt ? idleUntil : expiresAt
}

interface Ending {
  readonly endedAt: Date
  readonly endCause: string | null
}

/** What becomes of the sessions of an authorization that is over, by the state it ended in. */
const causeByState: Readonly<Record<string, ActingEndCause>> = {
  revoked: 'authorization_revoked',
  expired: 'authorization_over',
  ended: 'association_ended',
}

/**
 * How a session has ended, also before that is written down: by then the gate has long refused it, since its time is
 * over or its authorization is gone.
 */
export function endingOf(row: ActingSessionRow, now: Date): Ending | null {
  const { endedAt, endCause, authorizationState, authorizationEndedAt } = row
  if (endedAt) return { endedAt, endCause }
  const runsOut = runsOutAt(row)
  if (authorizationEndedAt && authorizationEndedAt < runsOut)
    return { endedAt: authorizationEndedAt, endCause: causeByState[authorizationState] ?? null }
  return runsOut <= now ? { endedAt: runsOut, endCause: 'expired' } : null
}

export function viewActingSession(row: ActingSessionRow, now: Date): ActingSessionSummary {
  const ending = endingOf(row, now)
  return {
    id: row.id as ActingSessionSummary['id'],
    customerId: row.customerId as ActingSessionSummary['customerId'],
    customerName: row.customerName,
    partnerId: row.partnerId as ActingSessionSummary['partnerId'],
    partnerName: row.partnerName,
    memberId: row.memberId as ActingSessionSummary['memberId'],
    memberName: row.memberName,
    authorizationId: row.authorizationId as ActingSessionSummary['authorizationId'],
    reason: row.reason,
    startedAt: row.startedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    endedAt: ending?.endedAt.toISOString() ?? null,
    endCause: (ending?.endCause ?? null) as ActingEndCause | null,
  }
}

/** With what the authorization it stands on says now. */
export function viewWholeSession(
  row: ActingSessionRow,
  { scope, remaining, approvalMode, approveAbove }: AuthorizationView,
  now: Date,
): ActingSessionView {
  const idleExpiresAt = runsOutAt(row).toISOString()
  const granted = { scope, remaining, approvalMode, approveAbove }
  return { ...viewActingSession(row, now), asOf: now.toISOString(), idleExpiresAt, ...granted }
}
