import { createHmac } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows now that was given this key (RFC 6238), made apart from what checks it. */
export function codeOfApp(key: string): string {
  const bits = key.split('').map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
  const bytes = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(new Date().getTime() / 30_000)))
  const hmac = createHmac('sha1', bytes).update(counter).digest()
  const at = (hmac.at(-1) ?? 0) & 15
  return String((hmac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}
