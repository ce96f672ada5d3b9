import { z } from 'zod'
import { Money } from './money.ts'
import { Instant } from './text.ts'

/** What is known of a wall, where there is something to know. */
export const WallKnown = z.object({
  /** Of the authorization, the association or the freeze; `none` where there is none. */
  state: z.string().optional(),
  from: Instant.optional(),
  until: Instant.optional(),
  /** What is left of a limit of this wall, and what it allows at a time. */
  left: Money.optional(),
  limit: Money.optional(),
  orders: z.number().int().optional(),
  months: z.number().int().optional(),
})
export type WallKnown = z.output<typeof WallKnown>

/** One wall that failed, for people: what it was, who can mend it, how, and what is known of it. */
export const RefusalReason = WallKnown.extend({ failed: z.string(), whoCanMend: z.string(), how: z.string() })
export type RefusalReason = z.output<typeof RefusalReason>

const nothing = z.object({})
const reasons = z.object({ reasons: z.array(RefusalReason).min(1) })
const row = <const S extends number, D extends z.ZodObject>(status: S, title: string, detail: D) => ({
  status,
  title,
  detail,
})

/** Every way the API may say no. A code is public, permanent, and documented by its row here. */
export const refusals = {
  acting_context_mismatch: row(409, 'The acting session is for another customer', nothing),
  acting_session_over: row(403, 'The acting session is over', reasons),
  api_key_limit_reached: row(409, 'There are as many API keys as there may be', z.object({ limit: z.number() })),
  authenticator_app_present: row(409, 'There is an authenticator app already; remove it first', nothing),
  authorization_not_open: row(
    409,
    'The authorization is not in a state that allows this',
    z.object({ state: z.string() }),
  ),
  authorization_open: row(
    409,
    'There is an open request or an active authorization already',
    z.object({ state: z.string() }),
  ),
  bad_request: row(
    400,
    'The request is not what the operation takes',
    z.object({ errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })) }),
  ),
  body_too_large: row(413, 'The body is larger than 1 MiB', nothing),
  busy: row(409, 'Somebody else is changing the same thing; try again', z.object({ retryAfter: z.number() })),
  commitment_letter_not_accepted: row(422, 'The commitment letter must be accepted', z.object({ version: z.number() })),
  credentials_wrong: row(401, 'E-mail or password is wrong', nothing),
  currency_differs: row(422, 'The customer has another currency', z.object({ currency: z.string() })),
  domain_limit_reached: row(409, 'There are as many domains as there may be', z.object({ limit: z.number() })),
  domain_present: row(409, 'The account has this domain already', nothing),
  domain_taken: row(409, 'Another account has proven that this domain is its own', nothing),
  domain_unproven: row(
    409,
    'The DNS does not have the record of this domain',
    z.object({ why: z.enum(['no_answer', 'no_record']) }),
  ),
  factor_missing: row(401, 'A second factor is needed to sign in', nothing),
  factor_wrong: row(403, 'The code, recovery code or passkey is wrong, used, or too old', reasons),
  identity_provider_unavailable: row(
    503,
    'The identity provider does not answer',
    z.object({ retryAfter: z.number() }),
  ),
  identity_provider_unfit: row(
    422,
    'The identity provider cannot be used so',
    z.object({ why: z.enum(['not_https', 'address_refused', 'unreachable', 'issuer_differs', 'no_code_flow']) }),
  ),
  idempotency_key_missing: row(400, 'Idempotency-Key is required', nothing),
  idempotency_key_reused: row(422, 'This Idempotency-Key was used with another request', nothing),
  letter_changed: row(
    409,
    'What was accepted is not the letter that is in force; read it anew',
    z.object({ version: z.number() }),
  ),
  letter_not_accepted: row(422, 'The authorization letter must be accepted', z.object({ version: z.number() })),
  media_type_unsupported: row(415, 'The body must be application/json', nothing),
  method_not_allowed: row(405, 'The path does not take this method', nothing),
  not_allowed: row(403, 'Not allowed', reasons),
  not_found: row(404, 'No such thing, or none you may see', nothing),
  order_not_open: row(409, 'The order is not in a state that allows this', z.object({ state: z.string() })),
  origin_foreign: row(403, 'The request comes from another site', reasons),
  outcome_unknown: row(
    503,
    'It is not known whether this was done; send it again as it was',
    z.object({ retryAfter: z.number() }),
  ),
  passkey_limit_reached: row(409, 'There are as many passkeys as there may be', z.object({ limit: z.number() })),
  password_wrong: row(403, 'The password is wrong', reasons),
  permissions_not_held: row(
    422,
    'An API key holds at most what its member does',
    z.object({ permissions: z.array(z.string()) }),
  ),
  plan_unavailable: row(422, 'The plan is not offered so', z.object({ pointer: z.string(), why: z.string() })),
  precondition_failed: row(412, 'It was changed since it was read', z.object({ version: z.number() })),
  precondition_missing: row(428, 'If-Match is required', nothing),
  price_changed: row(409, 'The quoted price has changed', z.object({ current: Money })),
  quota_currency_differs: row(
    409,
    'A budget in another currency cannot count against the quota',
    z.object({ currency: z.string() }),
  ),
  quota_below_use: row(409, 'More is in use than the new limit allows', z.object({ inUse: Money })),
  reset_link_over: row(403, 'The link is used, too old, or another has taken its place', nothing),
  session_changed: row(409, 'Another member has signed in here meanwhile', nothing),
  session_missing: row(401, 'Sign in first', nothing),
  sign_in_needs_tls: row(403, 'Signing in over plain http is only possible on this machine itself', reasons),
  single_sign_on_refused: row(403, 'Single sign-on did not work; start again', nothing),
  single_sign_on_unavailable: row(422, 'There is no single sign-on for this e-mail', nothing),
  step_up_needed: row(403, 'Confirm first that it is you', reasons),
  step_up_too_weak: row(403, 'You have a better factor than a mailed code; use that', reasons),
  too_many_offers: row(
    422,
    'There are more offers than one answer holds; list them page by page',
    z.object({ limit: z.number() }),
  ),
  too_many_requests: row(429, 'Too many requests', z.object({ retryAfter: z.number() })),
  unavailable: row(503, 'The server cannot answer now', z.object({ retryAfter: z.number() })),
  verification_code_wrong: row(403, 'The verification code is wrong, used, expired, or for something else', reasons),
  widening_refused: row(
    422,
    'A decision may narrow what was asked, never widen it',
    z.object({ fields: z.array(z.string()) }),
  ),
} as const

export type RefusalCode = keyof typeof refusals
type Detail<C extends RefusalCode> = z.output<(typeof refusals)[C]['detail']>

/** An expected no. Anything else that is thrown is a bug and reaches the caller as a bare 500. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly detail: Detail<RefusalCode>

  constructor(code: RefusalCode, detail: Detail<RefusalCode>) {
    super(refusals[code].title)
    this.code = code
    this.detail = detail
  }
}

/** Throws, so that a guard reads as one line: `if (late) refuse('…', {…})`. */
export function refuse<C extends RefusalCode>(code: C, detail: Detail<C>): never {
  throw new Refusal(code, detail)
}

/** What any operation may answer without declaring it: the binder's own refusals. */
export const commonRefusals: readonly RefusalCode[] = [
  'acting_context_mismatch',
  'acting_session_over',
  'bad_request',
  'body_too_large',
  'busy',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'media_type_unsupported',
  'method_not_allowed',
  'not_allowed',
  'not_found',
  'origin_foreign',
  'outcome_unknown',
  'precondition_failed',
  'precondition_missing',
  'session_changed',
  'session_missing',
  'sign_in_needs_tls',
  'too_many_requests',
  'unavailable',
]

/** RFC 9457 problem details, as every refusal is answered; beside these members stand those of the refusal's row. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  requestId: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  reasons: z.array(RefusalReason).optional(),
})
