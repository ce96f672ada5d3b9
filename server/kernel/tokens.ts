import { createHash, randomBytes } from 'node:crypto'

/** A new opaque token: 256 random bits. It is given out once and kept as a hash only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The hash under which a token is kept: a plain one, since what it hides is random already. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
