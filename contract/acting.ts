import { z } from 'zod'
import { ApprovalMode, AuthorizationView, Scope, ServiceFamily } from './authorizations.ts'
import { ActingSessionId, AuthorizationId, CustomerId, MemberId, PartnerId } from './ids.ts'
import { PositiveMoney } from './money.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { ScopeAction } from './permissions.ts'
import { WallKnown } from './refusals.ts'
import { queryBoolean, Instant, Reason } from './text.ts'

export const actingSessionMinutes = 60
export const actingIdleMinutes = 15

/** Why an acting session ended. */
export const ActingEndCause = z.enum([
  'left',
  'signed_out',
  'replaced',
  'ended_by_customer',
  'authorization_revoked',
  'authorization_over',
  'permission_withdrawn',
  'association_ended',
  'api_key_revoked',
  'expired',
])
export type ActingEndCause = z.output<typeof ActingEndCause>

export const ActingSession = z.object({
  id: ActingSessionId,
  customerId: CustomerId,
  customerName: z.string(),
  partnerId: PartnerId,
  partnerName: z.string(),
  memberId: MemberId,
  memberName: z.string(),
  authorizationId: AuthorizationId,
  reason: z.string(),
  startedAt: Instant,
  expiresAt: Instant,
  endedAt: Instant.nullable(),
  endCause: ActingEndCause.nullable(),
})

/** An acting session with what it stands on: what it may still do, and how long it lasts if it is left alone. */
export const ActingSessionView = ActingSession.extend({
  /** The server's clock at this answer: what counts down to its instants need not trust a clock of its own. */
  asOf: Instant,
  /** When it runs out if nothing more is done in it, at the latest when it expires. */
  idleExpiresAt: Instant,
  /** What the authorization allows, and what is left of it while it is active. */
  scope: Scope,
  remaining: AuthorizationView.shape.remaining,
  approvalMode: ApprovalMode.nullable(),
  approveAbove: AuthorizationView.shape.approveAbove,
})
export type ActingSessionView = z.output<typeof ActingSessionView>

export const startActingSession = operation({
  name: 'startActingSession',
  method: 'POST',
  path: '/customers/{customerId}/acting-sessions',
  summary: 'Switch role: act in the account of a customer who has authorized it.',
  permission: 'acting:start',
  personal: true,
  input: z.strictObject({ customerId: CustomerId, reason: Reason }),
  output: ActingSession,
  status: 201,
})

export const listActingSessions = operation({
  name: 'listActingSessions',
  method: 'GET',
  path: '/customers/{customerId}/acting-sessions',
  summary: 'Who acted, or acts now, in the account of this customer; newest first.',
  permission: 'acting:read',
  input: z.strictObject({ customerId: CustomerId, ...PageInput, live: queryBoolean.optional() }),
  output: pageOf(ActingSession),
})

/** An acting session of one's own, with when it runs out if nothing more is done in it. */
export const OwnActingSession = ActingSession.extend({ idleExpiresAt: Instant })

export const listOwnActingSessions = operation({
  name: 'listOwnActingSessions',
  method: 'GET',
  path: '/acting-sessions',
  summary: 'The live acting sessions that the calling session has begun, newest first: the way back to each of them.',
  permission: 'acting:start',
  personal: true,
  input: z.strictObject({ ...PageInput }),
  output: pageOf(OwnActingSession),
})

export const getActingSession = operation({
  name: 'getActingSession',
  method: 'GET',
  path: '/acting-sessions/{actingSessionId}',
  summary: 'One acting session, what it may do and how long it lasts; after its end, why it ended.',
  permission: 'acting:read',
  besideActing: true,
  input: z.strictObject({ actingSessionId: ActingSessionId }),
  output: ActingSessionView,
})

export const countActingSessions = operation({
  name: 'countActingSessions',
  method: 'GET',
  path: '/resellers/{partnerId}/acting-sessions:count',
  summary: "How many acting sessions of a reseller's members are live: what withdrawing `actOnBehalf` would end now.",
  permission: 'resellers:read',
  input: z.strictObject({ partnerId: PartnerId }),
  output: z.object({ live: z.number().int() }),
})

export const endActingSession = operation({
  name: 'endActingSession',
  method: 'DELETE',
  path: '/acting-sessions/{actingSessionId}',
  summary: 'Switch back, or end an acting session in one’s own account. Leaving one’s own always works.',
  permission: 'acting:leave',
  leaves: true,
  input: z.strictObject({ actingSessionId: ActingSessionId }),
  output: z.undefined(),
  status: 204,
})

/** What can be explained: what a customer's own members and those who act for it want to do. */
export const Explainable = z.enum([
  'orders:place',
  'orders:read',
  'resources:read',
  'acting:start',
  'authorizations:request',
])

/** One wall between the caller and what they want; who can mend it, and how, where it stands in the way. */
export const ExplainedWall = WallKnown.extend({
  wall: z.string(),
  passed: z.boolean(),
  whoCanMend: z.string().optional(),
  how: z.string().optional(),
})
export type ExplainedWall = z.output<typeof ExplainedWall>

export const explainAuthority = operation({
  name: 'explainAuthority',
  method: 'POST',
  path: '/customers/{customerId}/authority:explain',
  summary: 'Every wall between the caller and what they want to do for a customer, passed or not. Writes nothing.',
  permission: 'authority:explain',
  explains: true,
  input: z
    .strictObject({
      customerId: CustomerId,
      permission: Explainable.default('orders:place'),
      /** What is to be ordered, as far as it is known. Left out: the least that there is to order. */
      order: z
        .strictObject({
          actions: z.array(ScopeAction).min(1).max(ScopeAction.options.length).optional(),
          serviceFamilies: z.array(ServiceFamily).min(1).max(50).optional(),
          longestTermMonths: z.number().int().min(1).max(36).optional(),
          /** What limits are tested against: a quote's `committed`. */
          amount: PositiveMoney.optional(),
        })
        .optional(),
    })
    .refine(({ permission, order }) => permission === 'orders:place' || order === undefined, {
      path: ['order'],
      error: 'Belongs to orders:place, and to no other',
    }),
  output: z.object({ allowed: z.boolean(), walls: z.array(ExplainedWall) }),
  refusals: ['currency_differs'],
})
