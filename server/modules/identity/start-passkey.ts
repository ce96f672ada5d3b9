import { maxPasskeys } from '#contract/passkeys.ts'
import type { startPasskey as operation } from '#contract/passkeys.ts'
import type { Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { findEmail } from './queries.ts'
import { keepChallenge, listPasskeys } from './queries/passkeys.ts'
import { passkeyAlgorithms, passkeyTimeoutMs, rpIdOf } from './rules.ts'

/**
 * Asks for a passkey: one that the authenticator finds without being told whose it is, and that takes more than
 * touching it. Of what make it is nobody's business here.
 */
export async function startPasskey(ctx: CommandContext): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, tx } = ctx
  const { identityId, sessionId } = actor
  const [email, passkeys] = await Promise.all([findEmail(tx, identityId), listPasskeys(tx, identityId)])
  if (passkeys.length >= maxPasskeys) refuse('passkey_limit_reached', { limit: maxPasskeys })
  const challenge = newToken()
  const asked = { challengeHash: hashOfToken(challenge), purpose: 'add', sessionId } as const
  // It opens what the session may do for having stepped up, and not for longer.
  keepChallenge(tx, asked, actor.steppedUpUntil)
  ctx.audit({ subjects: [actor.memberId] })
  return {
    challenge,
    rp: { id: rpIdOf(ctx.origins), name: 'Procura' },
    user: { id: Buffer.from(identityId).toString('base64url'), name: email, displayName: actor.memberName },
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: passkeyTimeoutMs,
    attestation: 'none',
    excludeCredentials: passkeys.map(({ credentialId: id, transports }) => ({ id, type: 'public-key', transports })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
  }
}
