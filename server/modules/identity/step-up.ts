import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { Factor, stepUp as operation } from '#contract/step-ups.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { findAuthenticatorApp, forgetTries } from './queries/factors.ts'
import { listPasskeys } from './queries/passkeys.ts'
import { keepStepUp } from './queries/sessions.ts'
import { endOfStepUp, guesserOf, refuseFactor } from './rules.ts'
import { verifyPasskey } from './verify-passkey.ts'
import { verifySecondFactor } from './verify-second-factor.ts'

/** Marks this session, and no other of the member's, as one whose owner has just shown a factor. */
export async function stepUp(ctx: CommandContext, input: Input<typeof operation>): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const factor = await proveFactor(ctx, input)
  const until = endOfStepUp(now)
  keepStepUp(tx, actor.sessionId, until)
  ctx.audit({ subjects: [actor.sessionId], detail: { factor } })
  return { factor, until: until.toISOString() }
}

async function proveFactor(ctx: CommandContext, input: Input<typeof operation>): Promise<Factor> {
  const { actor, origins, tx } = ctx
  const { identityId, sessionId } = actor
  if (input.passkey) {
    const passkey = await verifyPasskey(tx, input.passkey, { purpose: 'step_up', sessionId, origins })
    return passkey.identityId === identityId ? 'passkey' : refuseFactor()
  }
  const [found, passkeys] = await Promise.all([findAuthenticatorApp(tx, identityId), listPasskeys(tx, identityId)])
  const app = found?.isConfirmed ? found : undefined
  if (input.verificationCode !== undefined) {
    // The binder has compared it. It must not be the way around what is harder to come by.
    if (app || passkeys.length > 0) refuse('step_up_too_weak', { reasons: [useBetter] })
    forgetTries(tx, guesserOf(actor))
    return 'mailed_code'
  }
  if (!app || !(await verifySecondFactor(tx, ctx.vault, guesserOf(actor), { ...input, app }))) return refuseFactor()
  return input.recoveryCode === undefined ? 'authenticator_app' : 'recovery_code'
}

const how = 'Use your authenticator app, a recovery code or a passkey.'
const useBetter = { failed: 'step_up', whoCanMend: 'the member', how }
