import type { startPasskeyStepUp as operation } from '#contract/passkeys.ts'
import type { Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { askPasskey } from './ask-passkey.ts'
import { listPasskeys } from './queries/passkeys.ts'

/**
 * Asks one of the person's own passkeys, for this session. Who is there by another's word is not told which they are:
 * the browser knows those that it has for this place.
 */
export async function startPasskeyStepUp(ctx: CommandContext): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, origins, tx } = ctx
  const passkeys = await listPasskeys(tx, actor.identityId)
  if (passkeys.length === 0) refuse('not_found', {})
  ctx.audit({ subjects: [actor.sessionId] })
  const named = actor.vouchedBy === null ? passkeys : []
  return askPasskey(tx, { purpose: 'step_up', sessionId: actor.sessionId, origins, passkeys: named })
}
