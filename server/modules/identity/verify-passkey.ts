import type { PasskeyAssertion } from '#contract/verification.ts'
import type { Tx } from '#kernel/db.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { lockPasskey, markPasskeyUsed, spendChallenge } from './queries/passkeys.ts'
import type { Asked, PasskeyToVerify } from './queries/passkeys.ts'
import { challengeOf, refuseFactor, rpIdOf } from './rules.ts'

interface Expected extends Omit<Asked, 'challengeHash'> {
  readonly origins: readonly string[]
}

/**
 * Whose passkey has signed a challenge of ours: for this purpose, in this session, for this origin, by somebody whom
 * the authenticator has verified. The challenge is used up with the transaction.
 */
export async function verifyPasskey(
  tx: Tx,
  shown: PasskeyAssertion,
  { origins, ...asked }: Expected,
): Promise<PasskeyToVerify> {
  const challenge = challengeOf(shown.clientDataJSON)
  if (challenge === undefined) return refuseFactor()
  const [isOurs, passkey] = await Promise.all([
    spendChallenge(tx, { ...asked, challengeHash: hashOfToken(challenge) }),
    lockPasskey(tx, shown.id),
  ])
  if (!isOurs || !passkey) return refuseFactor()
  const signCount = await signCountOf(shown, { challenge, passkey, origins })
  if (signCount === undefined) return refuseFactor()
  markPasskeyUsed(tx, passkey.id, BigInt(signCount))
  return passkey
}

interface ToCompare {
  readonly challenge: string
  readonly passkey: PasskeyToVerify
  readonly origins: readonly string[]
}

/** The authenticator's new count; undefined for whatever it has not signed so. */
async function signCountOf(
  { id, ...response }: PasskeyAssertion,
  { challenge, passkey, origins }: ToCompare,
): Promise<number | undefined> {
  // Loaded when the first passkey comes: a start does not wait for what nobody may use.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: rpIdOf(origins),
      credential: { id, publicKey: new Uint8Array(passkey.publicKey), counter: Number(passkey.signCount) },
      requireUserVerification: true,
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    // It throws for each way in which something is wrong, and nobody is told which.
    return undefined
  }
}
