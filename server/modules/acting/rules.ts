import { actingIdleMinutes, actingSessionMinutes } from '#contract/acting.ts'
import type { ActingEndCause, ActingSession } from '#contract/acting.ts'
import type { z } from 'zod'
import type { ActingSessionRow } from './queries.ts'

export type ActingSessionView = z.output<typeof ActingSession>

/** An acting session lasts an hour, and never longer than the authorization it stands on. */
export function expiryOf(startedAt: Date, validUntil: Date): Date {
  const hourLater = new Date(startedAt.getTime() + actingSessionMinutes * 60_000)
  return hourLater < validUntil ? hourLater : validUntil
}

/** The instant at which a session runs out if nothing else ends it. */
function runsOutAt({ expiresAt, lastUsedAt }: ActingSessionRow): Date {
  const idleUntil = new Date(lastUsedAt.getTime() + actingIdleMinutes * 60_000)
  return idleUntil < expiresAt ? idleUntil : expiresAt
}

/** A session that has run out shows as expired also before a sweep has written it down. */
export function viewActingSession(row: ActingSessionRow, now: Date): ActingSessionView {
  const ranOut = row.endedAt === null && runsOutAt(row) <= now
  const endedAt = ranOut ? runsOutAt(row) : row.endedAt
  return {
    id: row.id as ActingSessionView['id'],
    customerId: row.customerId as ActingSessionView['customerId'],
    customerName: row.customerName,
    partnerId: row.partnerId as ActingSessionView['partnerId'],
    partnerName: row.partnerName,
    memberId: row.memberId as ActingSessionView['memberId'],
    memberName: row.memberName,
    authorizationId: row.authorizationId as ActingSessionView['authorizationId'],
    reason: row.reason,
    startedAt: row.startedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    endCause: ranOut ? 'expired' : (row.endCause as ActingEndCause | null),
  }
}
