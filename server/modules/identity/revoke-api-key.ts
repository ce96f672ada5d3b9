import type { revokeApiKey as operation } from '#contract/api-keys.ts'
import type { Input } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { endKey, lockKey } from './queries/api-keys.ts'

/** Ends a key of the member's own. Tokens that were opened with it are worth nothing without it. */
export async function revokeApiKey(ctx: CommandContext, { apiKeyId }: Input<typeof operation>): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const row = await lockKey(tx, actor, apiKeyId)
  if (!row) return refuse('not_found', {})
  if (row.revokedAt) return ctx.nothingDone()
  endKey(tx, apiKeyId, now)
  ctx.emit('api_key.revoked', { channelId: actor.channelId, apiKeyId })
  ctx.audit({ subjects: [apiKeyId] })
}
