import type { confirmAuthenticatorApp as operation } from '#contract/factors.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { confirmApp, findAuthenticatorApp, giveTryBack } from './queries/factors.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'
import { guesserOf, refuseFactor } from './rules.ts'
import { verifyAuthenticatorCode } from './verify-authenticator-code.ts'

/** Enrols the app that was begun, once it has shown that it has the secret. */
export async function confirmAuthenticatorApp(
  ctx: CommandContext,
  { authenticatorCode: code }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { identityId } = actor
  const app = await findAuthenticatorApp(tx, identityId)
  if (!app || app.isConfirmed) return refuse('not_found', {})
  if (!(await verifyAuthenticatorCode(tx, ctx.vault, { identityId, app, code }))) refuseFactor()
  if (!(await confirmApp(tx, identityId, now))) return refuse('not_found', {})
  // It shows that its owner has what was just handed out, and not who they are: wrong tries at the others stay counted.
  giveTryBack(tx, guesserOf(actor))
  const recoveryCodes = renewRecoveryCodes(tx, identityId, now)
  ctx.emit('factors.changed', { identityId, change: 'authenticator_app_added' })
  ctx.audit({ subjects: [actor.memberId] })
  return { recoveryCodes }
}
