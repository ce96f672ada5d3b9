import { createHash } from 'node:crypto'
import { type ActingEndCause, actingSessionMinutes } from '#contract/acting.ts'
import { ScopeAction } from '#contract/permissions.ts'
import type { SampleAuthorization } from './authorizations.ts'
import { dayMs, hourMs, later, latest, minuteMs } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { sellersOf } from './partners.ts'
import type { Row } from './rows.ts'

/** One time that a member acted for a customer, and the sign-in it was done in. */
export interface SampleActing {
  readonly row: Row<'actingSessions'>
  readonly session: Row<'sessions'>
  readonly member: Row<'members'>
  readonly authorization: SampleAuthorization
}

/** How many acting sessions there were under authorizations of each kind. */
const activeOnes = 9
const distributorOnes = 1
const revokedOnes = 2
const sessionHours = 12

const reasons = [
  'Capacity for the spring campaign, ticket 4711',
  'Two more servers as agreed by phone',
  'New test environment, ticket 5120',
  'Monthly order by the service contract',
  'Storage for the archive, ticket 4988',
]

/** The acting sessions of the past, all of them over. */
export function makeActingSessions(authorizations: readonly SampleAuthorization[], now: Date): SampleActing[] {
  const chance = chanceFrom(41)
  const able = authorizations.filter(
    ({ row, customer, partner }) =>
      partner.permission.actOnBehalf &&
      customer.frozen === null &&
      row.decidedAt !== null &&
      row.decidedAt < later(now, -2 * dayMs),
  )
  const having = (state: string, isDistributor: boolean) =>
    able.filter(({ row }) => row.state === state && (row.source === 'distributor') === isDistributor)
  const chosen = [
    ...having('active', false).slice(0, activeOnes),
    ...having('active', true).slice(0, distributorOnes),
    ...having('revoked', false).slice(0, revokedOnes),
  ]
  return chosen.map((authorization, place) => makeActing(chance, authorization, place === 3 ? 'expired' : 'left', now))
}

function makeActing(
  chance: Chance,
  authorization: SampleAuthorization,
  endCause: ActingEndCause,
  now: Date,
): SampleActing {
  const { row: allowed, partner } = authorization
  allowAllOrders(allowed)
  const member = chance.pick(sellersOf(partner))
  const until = later(allowed.endedAt ?? now, -3 * hourMs)
  const startedAt = chance.instant(latest(allowed.decidedAt ?? now, later(until, -60 * dayMs)), until)
  const signedInAt = later(startedAt, -chance.between(5, 90) * minuteMs)
  const expiresAt = later(startedAt, actingSessionMinutes * minuteMs)
  const endedAt = endCause === 'expired' ? expiresAt : later(startedAt, chance.between(40, 58) * minuteMs)
  const sessionId = chance.id('session', signedInAt)
  const { channelId, customerId, partnerId } = allowed
  const row: Row<'actingSessions'> = {
    channelId,
    id: chance.id('acting', startedAt),
    customerId,
    partnerId,
    memberId: member.id,
    memberName: member.name,
    authorizationId: allowed.id,
    sessionId,
    reason: chance.pick(reasons),
    startedAt,
    expiresAt,
    lastUsedAt: endedAt,
    endedAt,
    endCause,
  }
  return { row, session: endedSession(sessionId, member, signedInAt), member, authorization }
}

/** What was ordered under it was allowed by it. */
function allowAllOrders(row: Row<'authorizations'>): void {
  row.actions = [...ScopeAction.options]
  row.serviceFamilies = []
  row.longestTermMonths = null
}

/** A sign-in that is over. Nobody knows a token with this hash. */
function endedSession(id: string, member: Row<'members'>, startedAt: Date): Row<'sessions'> {
  const end = later(startedAt, 3 * hourMs)
  return {
    tokenHash: createHash('sha256').update(`${id} has no token`).digest(),
    id,
    identityId: '',
    memberId: member.id,
    accountId: member.accountId,
    channelId: member.channelId,
    startedAt,
    lastUsedAt: end,
    expiresAt: later(startedAt, sessionHours * hourMs),
    endedAt: end,
    startedFrom: null,
    userAgent: null,
    steppedUpUntil: null,
    identityProviderId: null,
  }
}
