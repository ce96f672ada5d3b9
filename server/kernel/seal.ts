import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
/** Says how it was sealed, so that a later way can stand beside this one. */
const version = 'v1'
const maxSealedLength = 16_384

/** Seals and opens with one installation's secret, which whoever has a vault need not know. */
export interface Vault {
  seal(purpose: string, plain: string): string
  unseal(purpose: string, sealed: string): string
}

export function openVault(secret: string): Vault {
  return {
    seal: (purpose, plain) => seal(secret, purpose, plain),
    unseal: (purpose, sealed) => unseal(secret, purpose, sealed),
  }
}

/** A key for one purpose: what was sealed for one cannot be opened as another. */
function keyFor(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `procura seal ${version} ${purpose}`, keyBytes))
}

/**
 * Encrypts a small secret, such as a broker's password, for keeping in the database. `secret` is the installation's
 * own; `purpose` names what it is and whose, so that one row's secret moved to another row does not open there.
 */
export function seal(secret: string, purpose: string, plain: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyFor(secret, purpose), nonce, { authTagLength: tagBytes })
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')}`
}

/**
 * Opens what `seal` closed with the same secret and purpose.
 * @throws Error when either differs or the text was changed; it never says which, and never repeats the text
 */
export function unseal(secret: string, purpose: string, sealed: string): string {
  const [found, encoded = ''] = sealed.split('.')
  const bytes = Buffer.from(encoded, 'base64url')
  if (found !== version || sealed.length > maxSealedLength || bytes.length < nonceBytes + tagBytes) throw unreadable()
  const end = bytes.length - tagBytes
  const opened = createDecipheriv(algorithm, keyFor(secret, purpose), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  opened.setAuthTag(bytes.subarray(end))
  try {
    return Buffer.concat([opened.update(bytes.subarray(nonceBytes, end)), opened.final()]).toString('utf8')
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(cause?: unknown): Error {
  return new Error('A sealed secret cannot be opened: is PROCURA_SECRET the one it was sealed with?', { cause })
}
