import type { rejectAuthorization as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { lockAuthorization, updateAuthorization } from './queries.ts'
import { eventOf, refuseUnlessCan, viewAuthorization } from './rules.ts'

/** Refuses what was asked, with a reason that the partner reads. */
export async function rejectAuthorization(
  ctx: CommandContext,
  { authorizationId, reason }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const row = await lockAuthorization(ctx.tx, ctx.actor, authorizationId, ctx)
  if (!row) return refuse('not_found', {})
  refuseUnlessCan(row, 'reject')
  const decision = { state: 'rejected', decidedAt: ctx.now, reason }
  updateAuthorization(ctx.tx, row, { ...decision, decidedBy: ctx.actor.memberId })
  ctx.emit('authorization.rejected', eventOf(row))
  ctx.audit({ subjects: [row.id, row.partnerId], partnerId: row.partnerId, reason })
  return viewAuthorization({ ...row, ...decision })
}
