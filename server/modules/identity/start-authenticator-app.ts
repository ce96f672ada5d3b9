import type { startAuthenticatorApp as operation } from '#contract/factors.ts'
import type { Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { newTotpSecret, totpUri } from '#kernel/totp.ts'
import { findEmail } from './queries.ts'
import { findAuthenticatorApp, keepAuthenticatorApp } from './queries/factors.ts'
import { sealPurpose } from './rules.ts'

/** Makes the secret that an authenticator app is to have. Until a code of it is confirmed, nothing asks for one. */
export async function startAuthenticatorApp(ctx: CommandContext): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx, vault } = ctx
  const { identityId } = actor
  const [app, email] = await Promise.all([findAuthenticatorApp(tx, identityId), findEmail(tx, identityId)])
  if (app?.isConfirmed) refuse('authenticator_app_present', {})
  const secret = newTotpSecret()
  const sealed = vault.seal(sealPurpose(identityId), secret)
  // One that was confirmed since the look above stays.
  if (!(await keepAuthenticatorApp(tx, identityId, sealed, now))) refuse('authenticator_app_present', {})
  ctx.audit({ subjects: [actor.memberId] })
  return { secret, uri: totpUri(secret, 'Procura', email) }
}
