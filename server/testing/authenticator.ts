import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { origin } from './person.ts'

/** What a browser or an authenticator that is not what it should be says otherwise. */
export interface Twist {
  readonly origin?: string
  readonly rpId?: string
  readonly type?: string
  readonly challenge?: string
  /** The authenticator has asked for neither PIN nor finger. */
  readonly unverified?: true
  readonly signCount?: number
  /** Another key has signed. */
  readonly forged?: true
}

/** A passkey in software: what it says is byte for byte what WebAuthn level 3 has a browser send. */
export interface SoftPasskey {
  readonly id: string
  attest(options: Asked, twist?: Twist): Attestation
  assert(options: Asked, twist?: Twist): Assertion
}

interface Asked {
  readonly challenge: string
}

export interface Attestation {
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
}

export interface Assertion {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

const flags = { present: 0x01, verified: 0x04, attested: 0x40 }
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const uint = (value: number, size: number) => {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}

export function newSoftPasskey(): SoftPasskey {
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  let signed = 0
  return {
    id,
    attest(asked, twist = {}) {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const attested = [Buffer.alloc(16), uint(credentialId.length, 2), credentialId, coseKey(x, y)]
      const data = Buffer.concat([headOf(twist, flags.attested, 0), ...attested])
      return {
        id,
        clientDataJSON: clientData(asked, 'webauthn.create', twist),
        attestationObject: unattested(data).toString('base64url'),
      }
    },
    assert(asked, twist = {}) {
      const data = headOf(twist, 0, twist.signCount ?? ++signed)
      const clientDataJSON = clientData(asked, 'webauthn.get', twist)
      const toSign = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
      return {
        id,
        clientDataJSON,
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', toSign, twist.forged ? other.privateKey : privateKey).toString('base64url'),
      }
    },
  }
}

function clientData({ challenge }: Asked, type: string, twist: Twist): string {
  const said = { type, challenge, origin, crossOrigin: false, ...twistOfClient(twist) }
  return Buffer.from(JSON.stringify(said)).toString('base64url')
}

function twistOfClient({ origin: from, type, challenge }: Twist) {
  return { ...(from ? { origin: from } : {}), ...(type ? { type } : {}), ...(challenge ? { challenge } : {}) }
}

/** WebAuthn, section 6.1: for whom, in which way the user was there, and how often it has signed. */
function headOf({ rpId = 'localhost', unverified }: Twist, more: number, signCount: number): Buffer {
  const seen = flags.present | (unverified ? 0 : flags.verified) | more
  return Buffer.concat([sha256(rpId), uint(seen, 1), uint(signCount, 4)])
}

/** A key of ES256 in COSE: a map of CBOR with kty 2, alg -7, crv 1, x and y. */
function coseKey(x: string, y: string): Buffer {
  const point = (text: string) => Buffer.concat([Buffer.from('5820', 'hex'), Buffer.from(text, 'base64url')])
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  return Buffer.concat([bytes('a501020326200121'), point(x), bytes('22'), point(y)])
}

/** An attestation object of the format `none`, in CBOR. */
function unattested(data: Buffer): Buffer {
  const word = (text: string) => Buffer.concat([uint(0x60 + text.length, 1), Buffer.from(text)])
  const map = [uint(0xa3, 1), word('fmt'), word('none'), word('attStmt'), uint(0xa0, 1), word('authData')]
  return Buffer.concat([...map, uint(0x59, 1), uint(data.length, 2), data])
}
