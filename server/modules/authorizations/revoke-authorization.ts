import type { revokeAuthorization as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { shutTurnstile } from '#kernel/turnstile.ts'
import { lockAuthorization, updateAuthorization } from './queries.ts'
import { eventOf, refuseUnlessCan, viewAuthorization } from './rules.ts'

/**
 * Ends an authorization. The row is taken `for update` first: an order that holds it `for share` commits before, and
 * every later one reads it revoked. Once this has answered, no order under it can commit.
 */
export async function revokeAuthorization(
  ctx: CommandContext,
  { authorizationId, reason }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  await shutTurnstile(ctx.tx, ctx.actor.accountId)
  const row = await lockAuthorization(ctx.tx, ctx.actor, authorizationId, ctx)
  if (!row) return refuse('not_found', {})
  refuseUnlessCan(row, 'revoke')
  const change = { state: 'revoked', endedAt: ctx.now, reason }
  updateAuthorization(ctx.tx, row, { ...change, endedBy: ctx.actor.memberId })
  ctx.emit('authorization.revoked', eventOf(row))
  ctx.audit({ subjects: [row.id, row.partnerId], partnerId: row.partnerId, reason })
  return viewAuthorization({ ...row, ...change })
}
