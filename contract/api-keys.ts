import { z } from 'zod'
import { ApiKeyId } from './ids.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { ApiKeyPermission } from './permissions.ts'
import { Instant, nonBlank } from './text.ts'
import { VerificationCode } from './verification.ts'

/** A member has at most so many live keys at a time. */
export const maxApiKeys = 20
export const maxApiKeyDays = 365

/** A key as its member sees it: never the secret, only how that begins. */
export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  prefix: z.string(),
  permissions: z.array(z.string()),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})

export const createApiKey = operation({
  name: 'createApiKey',
  method: 'POST',
  path: '/api-keys',
  perMinute: 60,
  summary: 'Make a key for a program of one’s own. The secret is in this answer and nowhere else, ever.',
  permission: 'api_keys:manage',
  personal: true,
  verification: { purpose: 'create_api_key', subject: 'name' },
  input: z.strictObject({
    name: nonBlank(40),
    /** What the key may do, at most what its member’s roles hold. What these lose, the key loses at once. */
    permissions: z.array(ApiKeyPermission).min(1).max(50),
    expiresInDays: z.number().int().min(1).max(maxApiKeyDays),
    verificationCode: VerificationCode.optional(),
  }),
  output: ApiKey.extend({ secret: z.string() }),
  status: 201,
  refusals: ['api_key_limit_reached', 'permissions_not_held', 'step_up_needed', 'verification_code_wrong'],
})

export const listApiKeys = operation({
  name: 'listApiKeys',
  method: 'GET',
  path: '/api-keys',
  summary: 'One’s own keys, the newest first; also those that are revoked or expired.',
  permission: 'api_keys:manage',
  personal: true,
  input: z.strictObject(PageInput),
  output: pageOf(ApiKey),
})

export const revokeApiKey = operation({
  name: 'revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/{apiKeyId}',
  summary: 'End a key of one’s own, with every token and acting session that was opened with it.',
  permission: 'api_keys:manage',
  personal: true,
  input: z.strictObject({ apiKeyId: ApiKeyId }),
  output: z.undefined(),
  status: 204,
})
