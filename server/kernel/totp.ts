import { createHmac, randomBytes } from 'node:crypto'

// Time-based one-time passwords after RFC 6238, as authenticator apps make them: SHA-1, six digits, steps of 30 s.

const stepSeconds = 30
const digits = 6
const secretBytes = 20
/** Phones go a little before or after: a code of the step before and of the step after is taken too. */
const driftSteps = 1
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret, in base 32 (RFC 4648) as people type it into an app: 160 bits, as RFC 4226 recommends. */
export function newTotpSecret(): string {
  return encodeBase32(randomBytes(secretBytes))
}

/** The code of one step. */
export function totpOf(secret: string, step: bigint): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(step)
  const hmac = createHmac('sha1', decodeBase32(secret)).update(counter).digest()
  // Dynamic truncation, RFC 4226 section 5.3.
  const offset = (hmac.at(-1) ?? 0) & 0x0f
  const number = hmac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

export function stepAt(instant: Date): bigint {
  return BigInt(Math.floor(instant.getTime() / 1000 / stepSeconds))
}

/** The step around an instant whose code this is; undefined when there is none. */
export function findTotpStep(secret: string, code: string, instant: Date): bigint | undefined {
  const middle = Number(stepAt(instant))
  const steps = Array.from({ length: 2 * driftSteps + 1 }, (_, place) => BigInt(middle - driftSteps + place))
  return steps.find((step) => totpOf(secret, step) === code)
}

/** What an authenticator app reads from a QR code (the Key URI format). */
export function totpUri(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: String(digits) })
  return `otpauth://totp/${label}?${query.toString()}&period=${stepSeconds}`
}

export function encodeBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => base32[Number.parseInt(group.padEnd(5, '0'), 2)] ?? '').join('')
}

function decodeBase32(text: string): Buffer {
  const bits = text
    .split('')
    .map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
