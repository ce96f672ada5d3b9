import type { stopAutoExtend as operation } from '#contract/authorizations.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { lockAuthorization, updateAuthorization } from './queries.ts'
import { eventOf, refuseUnlessCan, viewAuthorization } from './rules.ts'

/** Lets an authorization end when its time is over. There is no way back but a new decision. */
export async function stopAutoExtend(
  ctx: CommandContext,
  { authorizationId }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const row = await lockAuthorization(ctx.tx, ctx.actor, authorizationId, ctx)
  if (!row) return refuse('not_found', {})
  refuseUnlessCan(row, 'stopAutoExtend')
  if (!row.autoExtend) {
    ctx.nothingDone()
    return viewAuthorization(row)
  }
  updateAuthorization(ctx.tx, row, { autoExtend: false })
  ctx.emit('authorization.extension_stopped', eventOf(row))
  ctx.audit({ subjects: [row.id, row.partnerId], partnerId: row.partnerId })
  return viewAuthorization({ ...row, autoExtend: false })
}
