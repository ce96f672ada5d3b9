import type { startPasskeyStepUp as operation } from '#contract/passkeys.ts'
import type { Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { askPasskey } from './ask-passkey.ts'
import { listPasskeys } from './queries/passkeys.ts'

/** Asks one of the person's own passkeys, for this session. */
export async function startPasskeyStepUp(ctx: CommandContext): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, origins, tx } = ctx
  const passkeys = await listPasskeys(tx, actor.identityId)
  if (passkeys.length === 0) refuse('not_found', {})
  ctx.audit({ subjects: [actor.sessionId] })
  return askPasskey(tx, { purpose: 'step_up', sessionId: actor.sessionId, origins, passkeys })
}
