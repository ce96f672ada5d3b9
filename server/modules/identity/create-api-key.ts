import { maxApiKeys } from '#contract/api-keys.ts'
import type { createApiKey as operation } from '#contract/api-keys.ts'
import { rolesHold } from '#contract/authority.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { hashOfToken, newBearer, visiblePartOf } from '#kernel/tokens.ts'
import { countLiveKeys, insertKey, lockKeys } from './queries/api-keys.ts'
import { expiryOfKey, viewApiKey } from './rules.ts'

/**
 * Makes a key for a program of the member's own. Its scope is at most what the member's roles hold now, and at each
 * request what they hold then.
 */
export async function createApiKey(
  ctx: CommandContext,
  { name, permissions, expiresInDays }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, facts, now, tx } = ctx
  const { identityId, memberId, accountId, channelId } = actor
  const beyond = permissions.filter((permission) => !rolesHold(facts.member, permission))
  if (beyond.length > 0) refuse('permissions_not_held', { permissions: beyond })
  const [, live] = await Promise.all([lockKeys(tx, memberId), countLiveKeys(tx, memberId, now)])
  if (live >= maxApiKeys) refuse('api_key_limit_reached', { limit: maxApiKeys })
  const secret = newBearer('apiKey')
  const row = {
    id: newId('apiKey'),
    name,
    prefix: visiblePartOf(secret),
    permissions: [...new Set(permissions)],
    createdAt: now,
    expiresAt: expiryOfKey(now, expiresInDays),
    lastUsedAt: null,
    revokedAt: null,
  }
  // A key that is made by a provider's word ends with the provider.
  const owner = { identityId, memberId, accountId, channelId, identityProviderId: actor.vouchedBy }
  insertKey(tx, { ...row, ...owner, tokenHash: hashOfToken(secret) })
  ctx.emit('factors.changed', { identityId, change: 'api_key_made' })
  ctx.audit({ subjects: [row.id], detail: { name, prefix: row.prefix, permissions: row.permissions, expiresInDays } })
  return { ...viewApiKey(row), secret }
}
