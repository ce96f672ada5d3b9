import type { cancelAuthorization as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { lockAuthorization, updateAuthorization } from './queries.ts'
import { eventOf, refuseUnlessCan, viewAuthorization } from './rules.ts'

/** Takes back a request that the customer has not decided yet. */
export async function cancelAuthorization(
  ctx: CommandContext,
  { authorizationId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const row = await lockAuthorization(ctx.tx, ctx.actor, authorizationId, ctx)
  if (!row) return refuse('not_found', {})
  refuseUnlessCan(row, 'cancel')
  const change = { state: 'canceled', endedAt: ctx.now }
  updateAuthorization(ctx.tx, row, { ...change, endedBy: ctx.actor.memberId })
  ctx.emit('authorization.canceled', eventOf(row))
  ctx.audit({ subjects: [row.id, row.customerId], customerId: row.customerId })
  return viewAuthorization({ ...row, ...change })
}
