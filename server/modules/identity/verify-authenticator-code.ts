import type { Tx } from '#kernel/db.ts'
import type { Vault } from '#kernel/seal.ts'
import { findTotpStep } from '#kernel/totp.ts'
import { claimStep } from './queries/factors.ts'
import type { AuthenticatorApp } from './queries/factors.ts'
import { sealPurpose } from './rules.ts'

/** Whether the app shows this code now. A code that was taken is used up with the transaction, and all before it. */
export async function verifyAuthenticatorCode(
  tx: Tx,
  vault: Vault,
  { identityId, app, code }: { identityId: string; app: AuthenticatorApp; code: string },
): Promise<boolean> {
  const secret = vault.unseal(sealPurpose(identityId), app.sealedSecret)
  const step = findTotpStep(secret, code, app.worldClock)
  return step !== undefined && claimStep(tx, identityId, app.sealedSecret, step)
}
