import { recoveryCodeCount } from '#contract/factors.ts'
import type { Tx } from '#kernel/db.ts'
import { hashOfRecoveryCode, newRecoveryCode } from '#kernel/tokens.ts'
import { replaceRecoveryCodes } from './queries/factors.ts'

/** Makes recovery codes in the place of those there were, and gives them out for the one time they are shown. */
export function renewRecoveryCodes(tx: Tx, identityId: string, now: Date): string[] {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  replaceRecoveryCodes(tx, identityId, codes.map(hashOfRecoveryCode), now)
  return codes
}
