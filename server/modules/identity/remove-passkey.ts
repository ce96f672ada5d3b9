import type { removePasskey as operation } from '#contract/passkeys.ts'
import type { Input } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { removeOwnPasskey } from './queries/passkeys.ts'

/** Takes a passkey of the person's own away. */
export async function removePasskey(ctx: CommandContext, { passkeyId }: Input<typeof operation>): Promise<undefined> {
  await ctx.passed
  const { identityId } = ctx.actor
  if (!(await removeOwnPasskey(ctx.tx, identityId, passkeyId, ctx.now))) refuse('not_found', {})
  ctx.emit('factors.changed', { identityId, change: 'passkey_removed' })
  ctx.audit({ subjects: [passkeyId] })
}
