import { z } from 'zod'
import {
  AccountId,
  ActingSessionId,
  ApiKeyId,
  AuthorizationId,
  CustomerId,
  MemberId,
  OrderId,
  PartnerId,
  SessionId,
} from './ids.ts'
import { text } from './text.ts'

const about = { channelId: text(40), customerId: CustomerId }

/** What became of a person's factors, and of the keys that act in their name; each is mailed to them. */
export const FactorChange = z.enum([
  'api_key_made',
  'authenticator_app_added',
  'authenticator_app_removed',
  'passkey_added',
  'passkey_removed',
  'password_changed',
  'password_reset',
  'recovery_code_used',
  'recovery_codes_made',
])
export type FactorChange = z.output<typeof FactorChange>

/** What became of how an account's members sign in; its administrators are told of each. */
export const SingleSignOnChange = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['provider_set', 'provider_removed']), issuer: text(500), byName: text(200) }),
  z.object({ what: z.enum(['domain_verified', 'domain_removed']), domain: text(200), byName: text(200) }),
  z.object({ what: z.literal('domain_lost'), domain: text(200), domainId: text(40), revokedKeys: z.array(text(40)) }),
])
export type SingleSignOnChange = z.output<typeof SingleSignOnChange>

/** Every event one module may tell the others, by name. The payload is what its listeners get, and nothing else. */
export const events = {
  'acting_session.started': z.object({ ...about, actingSessionId: ActingSessionId, partnerId: PartnerId }),
  'acting_session.ended': z.object({ ...about, actingSessionId: ActingSessionId, partnerId: PartnerId }),
  'api_key.revoked': z.object({ channelId: text(40), apiKeyId: ApiKeyId }),
  'authorization.requested': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.approved': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.rejected': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.canceled': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.revoked': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.lapsed': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.expired': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.extended': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.extension_stopped': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.expiring': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.renewed': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'authorization.ended': z.object({ ...about, authorizationId: AuthorizationId, partnerId: PartnerId }),
  'budget.changed': z.object(about),
  'customer.frozen': z.object(about),
  'customer.unfrozen': z.object(about),
  'feedback.sent': z.object({ channelId: text(40), feedbackId: text(40) }),
  'factors.changed': z.object({ identityId: text(40), change: FactorChange }),
  'single_sign_on.changed': z.object({ channelId: text(40), accountId: AccountId, change: SingleSignOnChange }),
  'single_sign_on.finished': z.object({
    accountId: AccountId,
    memberId: MemberId,
    sessionId: SessionId,
    identityProviderId: text(40),
    requestId: text(100),
    sentFrom: text(100).nullable(),
  }),
  'password_reset.requested': z.object({ email: text(254) }),
  'session.ended': z.object({ channelId: text(40), sessionId: SessionId }),
  'permission.changed': z.object({ channelId: text(40), partnerId: PartnerId }),
  'order.approval_requested': z.object({ ...about, orderId: OrderId }),
  'order.approved': z.object({ ...about, orderId: OrderId, process: z.boolean() }),
  'order.rejected': z.object({ ...about, orderId: OrderId }),
  'order.placed': z.object({ ...about, orderId: OrderId, process: z.boolean() }),
  'order.paid': z.object({ ...about, orderId: OrderId }),
  'order.canceled': z.object({ ...about, orderId: OrderId }),
  'order.completed': z.object({ ...about, orderId: OrderId }),
  'order.failed': z.object({ ...about, orderId: OrderId }),
  'verification_code.requested': z.object({ codeId: text(40) }),
} as const

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.input<(typeof events)[N]>
