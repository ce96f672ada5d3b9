import { z } from 'zod'
import { AuthorizationId, CustomerId, PartnerId } from './ids.ts'
import { AcceptedLetter } from './letters.ts'
import { Money, PositiveMoney } from './money.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { ScopeAction } from './permissions.ts'
import { Instant, LocalDate, Reason } from './text.ts'
import { VerificationCode } from './verification.ts'

export const AuthorizationState = z.enum([
  'pending',
  'active',
  'rejected',
  'canceled',
  'lapsed',
  'expired',
  'revoked',
  'ended',
])
export type AuthorizationState = z.output<typeof AuthorizationState>

/** The one table of what may happen to an authorization in which state: the server decides and the console explains. */
export const authorizationCan = {
  approve: ['pending'],
  reject: ['pending'],
  cancel: ['pending'],
  lapse: ['pending'],
  revoke: ['active'],
  renew: ['active'],
  extend: ['active'],
  stopAutoExtend: ['active'],
  expire: ['active'],
  end: ['pending', 'active'],
} as const satisfies Record<string, readonly AuthorizationState[]>

export const ServiceFamily = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
export const maxAuthorizationYears = 2
export const pendingAuthorizationDays = 90
/** Both sides are reminded so many days before an authorization ends, once each. */
export const reminderDays = [30, 7, 1] as const

/** What a partner may do for a customer, and up to which amounts. A limit that is left out is not set. */
export const Scope = z
  .strictObject({
    actions: z.array(ScopeAction).min(1).max(ScopeAction.options.length),
    serviceFamilies: z.array(ServiceFamily).min(1).max(50).optional(),
    longestTermMonths: z.number().int().min(1).max(36).optional(),
    maxOrderAmount: PositiveMoney.optional(),
    maxMonthAmount: PositiveMoney.optional(),
    maxOrders: z.number().int().min(1).max(1_000_000).optional(),
    validFrom: Instant.optional(),
    validUntil: Instant.optional(),
    /** At its end it goes on for as long as it was granted for, until the customer stops that or revokes it. */
    autoExtend: z.boolean().optional(),
  })
  .refine(({ actions }) => new Set(actions).size === actions.length, { path: ['actions'], error: 'Each action once' })
export type Scope = z.output<typeof Scope>

/** How the customer wants to be asked: not at all, by a notice, or before each order or each above an amount. */
export const ApprovalMode = z.enum(['automatic', 'notify', 'approve_each', 'approve_above'])
export type ApprovalMode = z.output<typeof ApprovalMode>

/** By which authorization a partner acts: a seller's own, or that of the distributor above it. */
export const AuthorizationSource = z.enum(['reseller', 'distributor', 'solution_provider'])

export const AuthorizationView = z.object({
  id: AuthorizationId,
  state: AuthorizationState,
  source: AuthorizationSource,
  customer: z.object({ id: CustomerId, name: z.string() }),
  partner: z.object({ id: PartnerId, name: z.string() }),
  message: z.string(),
  requestedScope: Scope,
  scope: Scope,
  /** What is left of the limits; null where there is no such limit. */
  remaining: z.object({ monthAmount: z.string().nullable(), orders: z.number().nullable() }).nullable(),
  approvalMode: ApprovalMode.nullable(),
  /** Orders above it wait for the customer's approval, where the mode is `approve_above`. */
  approveAbove: Money.nullable(),
  commitmentLetterVersion: z.number().int(),
  authorizationLetterVersion: z.number().int().nullable(),
  /** The hash of the very text that was accepted; null where whoever accepted it did not say which it was. */
  commitmentLetterSha256: z.string().nullable(),
  authorizationLetterSha256: z.string().nullable(),
  /** The authorization in whose place this one was asked for: that one ends when this one begins. */
  renews: AuthorizationId.nullable(),
  requestedBy: z.object({ memberId: z.string(), memberName: z.string() }),
  requestedAt: Instant,
  decidedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  reason: z.string().nullable(),
})
export type AuthorizationView = z.output<typeof AuthorizationView>

export const requestAuthorization = operation({
  name: 'requestAuthorization',
  method: 'POST',
  path: '/customers/{customerId}/authorizations',
  summary: 'Ask a customer for authorization.',
  permission: 'authorizations:request',
  input: z.strictObject({
    customerId: CustomerId,
    message: Reason,
    scope: Scope,
    commitmentLetterAccepted: z.boolean(),
    commitmentLetter: AcceptedLetter.optional(),
  }),
  output: AuthorizationView,
  status: 201,
  refusals: ['commitment_letter_not_accepted', 'letter_changed', 'authorization_open', 'currency_differs'],
})

export const authorizationSorts = ['-requestedAt', 'validUntil', '-decidedAt'] as const

export const listAuthorizations = operation({
  name: 'listAuthorizations',
  method: 'GET',
  path: '/authorizations',
  summary: "The caller's account's authorizations.",
  permission: 'authorizations:read',
  input: z.strictObject({
    ...PageInput,
    state: AuthorizationState.optional(),
    source: AuthorizationSource.optional(),
    customerId: CustomerId.optional(),
    /** The first and the last day of those that end then, and the first day of those decided lately. */
    validUntilFrom: LocalDate.optional(),
    validUntilTo: LocalDate.optional(),
    decidedFrom: LocalDate.optional(),
    /** The newest request, the next to end, or the newest decision first; what is not decided is not in the last. */
    sort: z.enum(authorizationSorts).default('-requestedAt'),
  }),
  output: pageOf(AuthorizationView),
})

export const getAuthorization = operation({
  name: 'getAuthorization',
  method: 'GET',
  path: '/authorizations/{authorizationId}',
  summary: 'One authorization.',
  permission: 'authorizations:read',
  input: z.strictObject({ authorizationId: AuthorizationId }),
  output: AuthorizationView,
})

export const approveAuthorization = operation({
  name: 'approveAuthorization',
  method: 'POST',
  path: '/authorizations/{authorizationId}:approve',
  summary: 'Grant what was asked, or less.',
  permission: 'authorizations:decide',
  verification: { purpose: 'decide_authorization', subject: 'authorizationId' },
  input: z
    .strictObject({
      authorizationId: AuthorizationId,
      authorizationLetterAccepted: z.boolean(),
      authorizationLetter: AcceptedLetter.optional(),
      approvalMode: ApprovalMode,
      approveAbove: PositiveMoney.optional(),
      verificationCode: VerificationCode.optional(),
      scope: Scope.optional(),
    })
    .refine(({ approvalMode, approveAbove }) => (approvalMode === 'approve_above') === (approveAbove !== undefined), {
      path: ['approveAbove'],
      error: 'Belongs to the mode approve_above, and to no other',
    }),
  output: AuthorizationView,
  refusals: [
    'letter_not_accepted',
    'letter_changed',
    'step_up_needed',
    'verification_code_wrong',
    'authorization_not_open',
    'widening_refused',
    'currency_differs',
  ],
})

export const rejectAuthorization = operation({
  name: 'rejectAuthorization',
  method: 'POST',
  path: '/authorizations/{authorizationId}:reject',
  summary: 'Refuse what was asked.',
  permission: 'authorizations:decide',
  verification: { purpose: 'decide_authorization', subject: 'authorizationId' },
  input: z.strictObject({
    authorizationId: AuthorizationId,
    reason: Reason,
    verificationCode: VerificationCode.optional(),
  }),
  output: AuthorizationView,
  refusals: ['step_up_needed', 'verification_code_wrong', 'authorization_not_open'],
})

export const cancelAuthorization = operation({
  name: 'cancelAuthorization',
  method: 'POST',
  path: '/authorizations/{authorizationId}:cancel',
  summary: 'Take back a request that is not decided yet.',
  permission: 'authorizations:request',
  input: z.strictObject({ authorizationId: AuthorizationId }),
  output: AuthorizationView,
  refusals: ['authorization_not_open'],
})

export const revokeAuthorization = operation({
  name: 'revokeAuthorization',
  method: 'POST',
  path: '/authorizations/{authorizationId}:revoke',
  summary: 'End an authorization. Once this has answered, no order under it can commit.',
  permission: 'authorizations:decide',
  verification: { purpose: 'revoke_authorization', subject: 'authorizationId' },
  input: z.strictObject({
    authorizationId: AuthorizationId,
    reason: Reason,
    verificationCode: VerificationCode.optional(),
  }),
  output: AuthorizationView,
  refusals: ['step_up_needed', 'verification_code_wrong', 'authorization_not_open'],
})

export const renewAuthorization = operation({
  name: 'renewAuthorization',
  method: 'POST',
  path: '/customers/{customerId}/authorizations/{authorizationId}:renew',
  summary:
    'Ask for the same again, or for less, before an authorization ends. The old one ends when the new one begins.',
  permission: 'authorizations:request',
  input: z.strictObject({
    customerId: CustomerId,
    authorizationId: AuthorizationId,
    message: Reason,
    /** Left out: as it was granted, for as long as it was granted for. */
    scope: Scope.optional(),
    commitmentLetterAccepted: z.boolean(),
    commitmentLetter: AcceptedLetter.optional(),
  }),
  output: AuthorizationView,
  status: 201,
  refusals: [
    'commitment_letter_not_accepted',
    'letter_changed',
    'authorization_not_open',
    'authorization_open',
    'widening_refused',
    'currency_differs',
  ],
})

export const stopAutoExtend = operation({
  name: 'stopAutoExtend',
  method: 'DELETE',
  path: '/authorizations/{authorizationId}/auto-extend',
  summary: 'Let an authorization end when its time is over, and not be extended.',
  permission: 'authorizations:decide',
  input: z.strictObject({ authorizationId: AuthorizationId }),
  output: AuthorizationView,
  refusals: ['authorization_not_open'],
})
