import { createHash, randomBytes } from 'node:crypto'

const randomForm = /^[A-Za-z0-9_-]{43}$/

/** What programs show begins with what it is, so that people and scanners know a leaked one when they see it. */
const prefixes = { apiKey: 'pck_', actingToken: 'pct_' } as const
export type BearerKind = keyof typeof prefixes
const visibleLength = 12

/** A new opaque token: 256 random bits. It is given out once and kept as a hash only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text can be the token of a session. */
export function isSessionToken(text: string): boolean {
  return randomForm.test(text)
}

/** A new token for a program, as random as any. */
export function newBearer(kind: BearerKind): string {
  return prefixes[kind] + newToken()
}

/** What a text can be a token of, by its form alone. */
export function kindOfBearer(text: string): BearerKind | undefined {
  const kind = text.startsWith(prefixes.apiKey) ? 'apiKey' : 'actingToken'
  return text.startsWith(prefixes[kind]) && randomForm.test(text.slice(prefixes[kind].length)) ? kind : undefined
}

/** The part of a token that may be shown again: 48 of its bits, which leave more than anybody can guess. */
export function visiblePartOf(token: string): string {
  return token.slice(0, visibleLength)
}

/** The hash under which a token is kept: a plain one, since what it hides is random already. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

const recoveryDigits = '0123456789abcdefghjkmnpqrstvwxyz'
const recoveryGroups = 4

/** A code that people keep on paper: 80 random bits in groups of four, without letters that look like others. */
export function newRecoveryCode(): string {
  const group = () => [...randomBytes(4)].map((byte) => recoveryDigits[byte & 31] ?? '').join('')
  return Array.from({ length: recoveryGroups }, group).join('-')
}

/** The hash of a recovery code, however its dashes were typed. */
export function hashOfRecoveryCode(code: string): Buffer {
  return hashOfToken(code.replaceAll('-', ''))
}
