import type { makeRecoveryCodes as operation } from '#contract/factors.ts'
import type { Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findAuthenticatorApp } from './queries/factors.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'

/** Makes new recovery codes for whoever has an app for them to stand in for. */
export async function makeRecoveryCodes(ctx: CommandContext): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { identityId } = actor
  const app = await findAuthenticatorApp(tx, identityId)
  if (!app?.isConfirmed) return refuse('not_found', {})
  const recoveryCodes = renewRecoveryCodes(tx, identityId, now)
  ctx.emit('factors.changed', { identityId, change: 'recovery_codes_made' })
  ctx.audit({ subjects: [actor.memberId] })
  return { recoveryCodes }
}
