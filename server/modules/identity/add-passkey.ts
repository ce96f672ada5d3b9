import { maxPasskeys } from '#contract/passkeys.ts'
import type { addPasskey as operation } from '#contract/passkeys.ts'
import type { Input, Output } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { hashOfToken } from '#kernel/tokens.ts'
import { isWholeKey } from './is-whole-key.ts'
import { insertPasskey, listPasskeys, lockPasskeys, spendChallenge } from './queries/passkeys.ts'
import { challengeOf, passkeyAlgorithms, refuseFactor, rpIdOf, viewPasskey } from './rules.ts'

/** Keeps a passkey that was made for the challenge this session has asked for, having stepped up for that. */
export async function addPasskey(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, now, tx } = ctx
  const { identityId, sessionId } = actor
  const challenge = challengeOf(input.clientDataJSON)
  if (challenge === undefined) return refuseFactor()
  const [, isOurs] = await Promise.all([
    lockPasskeys(tx, identityId),
    spendChallenge(tx, { challengeHash: hashOfToken(challenge), purpose: 'add', sessionId }),
  ])
  const made = isOurs ? await madeCredential(input, challenge, ctx.origins) : undefined
  if (!made) return refuseFactor()
  const passkeys = await listPasskeys(tx, identityId)
  if (passkeys.length >= maxPasskeys) refuse('passkey_limit_reached', { limit: maxPasskeys })
  const row = {
    id: newId('passkey'),
    identityId,
    credentialId: made.credential.id,
    publicKey: Buffer.from(made.credential.publicKey),
    signCount: BigInt(made.credential.counter),
    transports: [...new Set(input.transports)],
    synced: made.credentialBackedUp,
    name: input.name,
    addedAt: now,
    lastUsedAt: null,
  }
  if (!(await insertPasskey(tx, row))) refuseFactor()
  ctx.emit('factors.changed', { identityId, change: 'passkey_added' })
  ctx.audit({ subjects: [row.id], detail: { name: row.name } })
  return viewPasskey(row)
}

/** The credential as its authenticator describes it; undefined where that was not made for us and this challenge. */
async function madeCredential(
  { id, clientDataJSON, attestationObject }: Input<typeof operation>,
  challenge: string,
  origins: readonly string[],
) {
  // Loaded when the first passkey comes: a start does not wait for what nobody may use.
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { isoCBOR } = await import('@simplewebauthn/server/helpers')
  const response = { clientDataJSON, attestationObject }
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: rpIdOf(origins),
      requireUserVerification: true,
      supportedAlgorithmIDs: [...passkeyAlgorithms],
    })
    if (!registrationInfo) return undefined
    const key = isoCBOR.decodeFirst<ReadonlyMap<number, unknown>>(registrationInfo.credential.publicKey)
    return isWholeKey(key) ? registrationInfo : undefined
  } catch {
    // It throws for each way in which something is wrong, and nobody is told which.
    return undefined
  }
}
