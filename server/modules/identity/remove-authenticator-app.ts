import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { removeApp, replaceRecoveryCodes } from './queries/factors.ts'

/** Takes the app away, and the recovery codes, which stand in for it. */
export async function removeAuthenticatorApp(ctx: CommandContext): Promise<undefined> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { identityId } = actor
  if (!(await removeApp(tx, identityId, now))) refuse('not_found', {})
  replaceRecoveryCodes(tx, identityId, [], now)
  ctx.emit('factors.changed', { identityId, change: 'authenticator_app_removed' })
  ctx.audit({ subjects: [actor.memberId] })
}
