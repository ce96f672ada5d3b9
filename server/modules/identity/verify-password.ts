import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Verified when nobody has the e-mail, so that a stranger cannot tell by the time it takes. */
let nobodysHash: Promise<string> | undefined

/** Whether it is the password of this hash. Nobody's, and one who has none, takes as long and is never right. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hash(randomBytes(32))
  const isHash = passwordHash?.startsWith('$argon2') === true
  const matches = await verify(isHash ? passwordHash : await nobodysHash, password)
  return isHash && matches
}
