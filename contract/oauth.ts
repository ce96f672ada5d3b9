import { z } from 'zod'
import { startActingSession } from './acting.ts'
import { CustomerId } from './ids.ts'
import { operation } from './operation.ts'
import { ApiKeyPermission } from './permissions.ts'
import { RefusalReason } from './refusals.ts'
import { Reason, text } from './text.ts'

/** Switching role for programs, as OAuth speaks: forms, snake_case, and errors after RFC 6749, below no `/v1`. */

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/** Whatever is sent as a token, so long as it is text. */
const Token = text(200)

/** RFC 8693, section 2.1. */
export const TokenForm = z.object({
  grant_type: z.literal(tokenExchange),
  /** The secret of an API key that holds `acting:start`. */
  subject_token: Token,
  subject_token_type: z.literal(accessTokenType),
  /** The address of the customer to act for: `https://…/v1/customers/cus_…`. */
  resource: z.url({ protocol: /^https?$/ }).max(500),
  /** Why: a ticket, for the customer to read. */
  reason: Reason,
  /** Permissions of the key, between spaces; all that a delegate may have when it is left out. */
  scope: text(2000).optional(),
  requested_token_type: z.literal(accessTokenType).optional(),
})

/** What the specifications know and we do not do: leaving it aside would grant something else than was asked for. */
export const refusedParameters = [
  'actor_token',
  'actor_token_type',
  'audience',
  'client_assertion',
  'client_assertion_type',
  'client_secret',
] as const

/** RFC 8693, section 2.2.1. */
const TokenAnswer = z.object({
  access_token: z.string(),
  issued_token_type: z.literal(accessTokenType),
  token_type: z.literal('Bearer'),
  /** Seconds; a token that is not used for fifteen minutes ends before. There is no refresh. */
  expires_in: z.number().int(),
  scope: z.string(),
  acting_session_id: z.string(),
})

export const TokenHint = z.object({ token: Token, token_type_hint: text(200).optional() })

/** RFC 7662, section 2.2. Of a token that is over, or another member's, nothing is said but that. */
export const Introspection = z.union([
  z.object({
    active: z.literal(true),
    token_type: z.literal('Bearer'),
    /** The customer, in whose account the token acts. */
    sub: z.string(),
    /** Who acts: the member, and the partner whose member it is. */
    act: z.object({ sub: z.string(), partner_id: z.string() }),
    /** The API key. */
    client_id: z.string(),
    scope: z.string(),
    iat: z.number().int(),
    exp: z.number().int(),
    acting_session_id: z.string(),
    authorization_id: z.string(),
  }),
  z.object({ active: z.literal(false) }),
])
export type Introspection = z.output<typeof Introspection>

/** RFC 6749, section 5.2; `reasons` are the walls, as everywhere. */
export const OauthError = z.object({
  error: z.string(),
  error_description: z.string(),
  reasons: z.array(RefusalReason).optional(),
})

/** RFC 8414. */
const ServerMetadata = z.object({
  issuer: z.string(),
  token_endpoint: z.string(),
  introspection_endpoint: z.string(),
  revocation_endpoint: z.string(),
  response_types_supported: z.array(z.string()).max(0),
  grant_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  introspection_endpoint_auth_methods_supported: z.array(z.string()),
  revocation_endpoint_auth_methods_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
  service_documentation: z.string(),
})

/** Switching role by another door: the same operation, walls and event, with a token for its answer. */
export const exchangeToken = operation({
  ...startActingSession,
  input: z.strictObject({ customerId: CustomerId, reason: Reason, scope: z.array(ApiKeyPermission).optional() }),
  output: TokenAnswer,
  status: 200,
})

export const introspectToken = operation({
  name: 'introspectToken',
  method: 'POST',
  path: '/oauth/introspect',
  summary: 'What a token is good for now.',
  permission: 'acting:start',
  input: z.strictObject({ token: Token }),
  output: Introspection,
})

export interface OauthEndpoint {
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** From the server's root. */
  readonly path: string
  readonly summary: string
  readonly form?: z.ZodObject
  /** Undefined: an empty body. */
  readonly answer?: z.ZodType
  /** Who asks shows an API key; elsewhere the token in the form is all there is. */
  readonly bearer?: true
}

export const oauthEndpoints = {
  exchange: {
    name: 'exchangeToken',
    method: 'POST',
    path: '/oauth/token',
    summary:
      'Switch role as a program does: an API key is exchanged for a token that acts for one customer (RFC 8693).',
    form: TokenForm,
    answer: TokenAnswer,
  },
  introspect: {
    name: 'introspectToken',
    method: 'POST',
    path: '/oauth/introspect',
    summary: 'Whether a token of the same member still acts, for whom and by whom (RFC 7662).',
    form: TokenHint,
    answer: Introspection,
    bearer: true,
  },
  revoke: {
    name: 'revokeToken',
    method: 'POST',
    path: '/oauth/revoke',
    summary: 'Switch back: ends the acting session of a token. 200 also when there is none (RFC 7009).',
    form: TokenHint,
  },
  metadata: {
    name: 'getServerMetadata',
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    summary: 'Where the endpoints are and what they take (RFC 8414).',
    answer: ServerMetadata,
  },
} as const satisfies Record<string, OauthEndpoint>
