import { createPublicKey } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'

const base64url = (part: unknown) => (part instanceof Uint8Array ? Buffer.from(part).toString('base64url') : '')

/**
 * Whether a public key in COSE (RFC 9053, section 7; RFC 8230, section 4) is one that can verify anything. What was
 * broken off is decoded as if it were shorter, so each part must be what its algorithm says.
 */
export function isWholeKey(key: ReadonlyMap<number, unknown>): boolean {
  const part = (label: number) => base64url(key.get(label))
  const forms: Readonly<Record<number, JsonWebKey>> = {
    1: { kty: 'OKP', crv: 'Ed25519', x: part(-2) },
    2: { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) },
    3: { kty: 'RSA', n: part(-1), e: part(-2) },
  }
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: forms[Number(key.get(1))] ?? {}, format: 'jwk' })
    const { modulusLength, publicExponent } = asymmetricKeyDetails ?? {}
    return modulusLength === undefined || (modulusLength >= 2048 && publicExponent === 65_537n)
  } catch {
    return false
  }
}
