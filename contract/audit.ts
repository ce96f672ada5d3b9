import { z } from 'zod'
import { ActingSessionId, AuthorizationId, CustomerId } from './ids.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { Instant, LocalDate, text } from './text.ts'

export const AuditActor = z.object({
  kind: z.enum(['customer', 'partner', 'operator', 'system', 'anonymous']),
  memberId: z.string().nullable(),
  memberName: z.string().nullable(),
  partnerId: z.string().nullable(),
  authorizationId: z.string().nullable(),
  actingSessionId: z.string().nullable(),
  /** The member’s program did it, by this key. */
  apiKeyId: z.string().nullable(),
})

export const AuditResult = z.enum(['done', 'refused', 'revealed'])

export const AuditEvent = z.object({
  id: z.string(),
  at: Instant,
  operation: z.string(),
  result: AuditResult,
  /** Which refusal it was, when it was one. */
  code: z.string().nullable(),
  actor: AuditActor,
  customerId: z.string().nullable(),
  /** The ids of everything it touched. */
  subjects: z.array(z.string()),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  /** The address it was sent from; to anybody but the actor's own account and the operator, the network alone. */
  from: z.string().nullable(),
})

export const listAuditEvents = operation({
  name: 'listAuditEvents',
  method: 'GET',
  path: '/audit-events',
  summary: 'What was done, and refused, in and for the account of the caller; newest first.',
  permission: 'audit:read',
  input: z.strictObject({
    ...PageInput,
    customerId: CustomerId.optional(),
    operation: text(60).optional(),
    subject: text(40).optional(),
    result: AuditResult.optional(),
    /** What was done in an acting session, and how it began and ended. */
    actingSessionId: ActingSessionId.optional(),
    /** What was done under an authorization, and what became of it. */
    authorizationId: AuthorizationId.optional(),
    /** The first and the last day, in the operator's time zone. */
    from: LocalDate.optional(),
    to: LocalDate.optional(),
  }),
  output: pageOf(AuditEvent),
})
