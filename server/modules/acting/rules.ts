import { actingIdleMinutes, actingSessionMinutes } from '#contract/acting.ts'
import type {
  ActingEndCause,
  ActingSession,
  ActingSessionView,
  explainAuthority,
  ExplainedWall,
  OwnActingSession,
} from '#contract/acting.ts'
import type { AuthorizationView } from '#contract/authorizations.ts'
import { minorOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Input } from '#contract/operation.ts'
import { permissions } from '#contract/permissions.ts'
import type { Holders, Permission, ScopeAction } from '#contract/permissions.ts'
import { knownOf, walls } from '#contract/walls.ts'
import type { MetWall } from '#contract/walls.ts'
import { standingWalls } from '#contract/authority.ts'
import type { AuthorizationFacts, Wish } from '#contract/authority.ts'
import type { Introspection } from '#contract/oauth.ts'
import type { ActingStanding, CustomerStanding } from '#kernel/gate.ts'
import type { z } from 'zod'
import type { ActingSessionRow } from './queries/sessions.ts'
import type { FoundToken } from './queries/tokens.ts'

type ActingSessionSummary = z.output<typeof ActingSession>
type OwnSession = z.output<typeof OwnActingSession>

/** An acting session lasts an hour, and never longer than what it stands on: the authorization, a program's key. */
export function expiryOf(startedAt: Date, ...ends: readonly Date[]): Date {
  const hourLater = startedAt.getTime() + actingSessionMinutes * 60_000
  return new Date(Math.min(hourLater, ...ends.map((end) => end.getTime())))
}

/** Those of a key's permissions that a delegate can hold at all. */
export function delegableOf(held: readonly Permission[]): Permission[] {
  return held.filter((permission) => (permissions[permission] as Holders).acting !== undefined)
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

export function viewOwnSession(row: ActingSessionRow, now: Date): OwnSession {
  return { ...viewActingSession(row, now), idleExpiresAt: runsOutAt(row).toISOString() }
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

/** What a token is good for now: the walls are those that its next request will meet. */
export function viewToken({ actor, createdAt }: FoundToken, standing: ActingStanding | undefined): Introspection {
  const { acting } = standing?.facts ?? {}
  if (!standing?.customer || !acting || !standsNow(standing, standing.customer)) return { active: false }
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
  return {
    active: true,
    token_type: 'Bearer',
    sub: standing.customerId,
    act: { sub: actor.memberId, partner_id: actor.accountId },
    client_id: actor.apiKey.id,
    scope: actor.apiKey.permissions.join(' '),
    iat: seconds(createdAt),
    exp: seconds(acting.expiresAt),
    acting_session_id: standing.id,
    authorization_id: standing.authorizationId,
  }
}

function standsNow({ clock, member, facts }: ActingStanding, customer: CustomerStanding): boolean {
  const who = { kind: 'partner', ...member } as const
  return standingWalls({ now: clock.now, member: who, ...customer.facts, ...facts }, 'acting:read').length === 0
}

const buying: readonly ScopeAction[] = ['purchase_yearly_monthly', 'enable_pay_per_use']

/**
 * What is asked of an authorization and of the limits by an order that is known only so far: the least that there is to
 * order, in a way of buying that the scope allows if there is one.
 */
export function wishOf(order: Input<typeof explainAuthority>['order'], scope: AuthorizationFacts | null): Wish {
  const allowed = buying.filter((action) => !scope || scope.actions.includes(action))
  return {
    actions: order?.actions ?? [...allowed, ...buying].slice(0, 1),
    serviceFamilies: order?.serviceFamilies ?? [],
    longestTermMonths: order?.longestTermMonths ?? 0,
    committedMinor: order?.amount ? minorOf(order.amount) : 1n,
  }
}

/** A wall that was met, for people: who can mend it, and how, only where it stands in the way. */
export function viewWall({ wall, passed, facts }: MetWall, currency: CurrencyCode): ExplainedWall {
  return { wall, passed, ...(passed ? {} : walls[wall]), ...knownOf(facts, currency) }
}
