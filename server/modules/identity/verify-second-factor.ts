import type { Tx } from '#kernel/db.ts'
import { emitEvent } from '#kernel/jobs.ts'
import type { Vault } from '#kernel/seal.ts'
import { hashOfRecoveryCode } from '#kernel/tokens.ts'
import { forgetTries, spendRecoveryCode } from './queries/factors.ts'
import type { AuthenticatorApp, Guesser } from './queries/factors.ts'
import { verifyAuthenticatorCode } from './verify-authenticator-code.ts'

/** A code of the app, or one that stands in for it. */
export interface SecondFactor {
  readonly authenticatorCode?: string | undefined
  readonly recoveryCode?: string | undefined
}

/**
 * Whether it is right, used up with the transaction when it is. Whoever calls has counted the try before: nothing here
 * keeps anybody from guessing on.
 */
export async function verifySecondFactor(
  tx: Tx,
  vault: Vault,
  guesser: Guesser,
  { app, ...shown }: SecondFactor & { readonly app: AuthenticatorApp },
): Promise<boolean> {
  const { authenticatorCode: code, recoveryCode } = shown
  const { identityId } = guesser
  const isRight =
    code !== undefined
      ? await verifyAuthenticatorCode(tx, vault, { identityId, app, code })
      : recoveryCode !== undefined && (await spendRecoveryCode(tx, identityId, hashOfRecoveryCode(recoveryCode)))
  if (!isRight) return false
  forgetTries(tx, guesser)
  if (code === undefined) emitEvent(tx, 'factors.changed', { identityId, change: 'recovery_code_used' })
  return true
}
