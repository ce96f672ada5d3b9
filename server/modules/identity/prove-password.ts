import { hash } from '@node-rs/argon2'
import type { Input } from '#contract/operation.ts'
import type { changePassword } from '#contract/passwords.ts'
import { verifyPassword } from './verify-password.ts'

/** What was shown is the password of one hash; and the hash of the new one. */
export interface ProvenPassword {
  readonly knownHash: string
  readonly newHash: string
}

/**
 * Undefined when what was shown is not the password of this hash. Both take their time by design, and so are worked out
 * while no transaction is open and nothing else of the person's waits.
 */
export async function provePassword(
  knownHash: string,
  { currentPassword, newPassword }: Input<typeof changePassword>,
): Promise<ProvenPassword | undefined> {
  const isRight = await verifyPassword(knownHash, currentPassword)
  return isRight ? { knownHash, newHash: await hash(newPassword) } : undefined
}
