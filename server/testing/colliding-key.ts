const mayStand = new Uint8Array(256)
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/+="-'))
  mayStand[byte] = 1
/** Whether all four bytes may stand in a key. */
const isSpelt = (word: number) =>
  mayStand[word & 255] === 1 &&
  mayStand[(word >>> 8) & 255] === 1 &&
  mayStand[(word >>> 16) & 255] === 1 &&
  mayStand[word >>> 24] === 1
const blockBytes = 12
const tail = Buffer.alloc(11, 't')

type Words = readonly [a: number, b: number, c: number]

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by))
const wordsOf = (bytes: Buffer, at: number): Words => [
  bytes.readInt32LE(at),
  bytes.readInt32LE(at + 4),
  bytes.readInt32LE(at + 8),
]
const plus = ([a, b, c]: Words, [x, y, z]: Words): Words => [(a + x) | 0, (b + y) | 0, (c + z) | 0]
const minus = ([a, b, c]: Words, [x, y, z]: Words): Words => [(a - x) | 0, (b - y) | 0, (c - z) | 0]

/**
 * What whoever attacks locks by PostgreSQL's `hashtextextended(…, 0)` does: finds an Idempotency-Key that, behind the
 * start of its lock's name, has the hash they want. The hash (Jenkins' lookup3) is undone from its end, for one last
 * state after another, until the twelve bytes that lead there may stand in a key: some seven million tries.
 */
export function collidingKey(start: string, hash: bigint): string {
  const padding = 'k'.repeat((blockBytes - (start.length % blockBytes)) % blockBytes)
  const before = Buffer.from(start + padding)
  const length = before.length + blockBytes + tail.length
  const seed = (0x9e3779b9 + length + 3923095) | 0
  let state: Words = [seed, seed, seed]
  for (let at = 0; at < before.length; at += blockBytes) state = mixed(plus(state, wordsOf(before, at)))
  // The last word of the tail has three bytes, since the lowest is kept for the length.
  const last: Words = [tail.readInt32LE(0), tail.readInt32LE(4), tail.readUIntLE(8, 3) << 8]
  const high = Number(BigInt.asIntN(32, hash >> 32n))
  const low = Number(BigInt.asIntN(32, hash))
  const block = Buffer.alloc(blockBytes)
  for (let free = 0; free < 2 ** 32; free++) {
    const wanted = minus(unmixed(minus(unfinished([free | 0, high, low]), last)), state)
    if (isSpelt(wanted[0]) && isSpelt(wanted[1]) && isSpelt(wanted[2])) {
      wanted.forEach((word, place) => block.writeInt32LE(word, 4 * place))
      return padding + block.toString() + tail.toString()
    }
  }
  throw new Error('no key has that hash')
}

function mixed([a, b, c]: Words): Words {
  a = (a - c) ^ rotate(c, 4)
  c = (c + b) | 0
  b = (b - a) ^ rotate(a, 6)
  a = (a + c) | 0
  c = (c - b) ^ rotate(b, 8)
  b = (b + a) | 0
  a = (a - c) ^ rotate(c, 16)
  c = (c + b) | 0
  b = (b - a) ^ rotate(a, 19)
  a = (a + c) | 0
  c = (c - b) ^ rotate(b, 4)
  b = (b + a) | 0
  return [a, b, c]
}

function unmixed([a, b, c]: Words): Words {
  b = (b - a) | 0
  c = ((c ^ rotate(b, 4)) + b) | 0
  a = (a - c) | 0
  b = ((b ^ rotate(a, 19)) + a) | 0
  c = (c - b) | 0
  a = ((a ^ rotate(c, 16)) + c) | 0
  b = (b - a) | 0
  c = ((c ^ rotate(b, 8)) + b) | 0
  a = (a - c) | 0
  b = ((b ^ rotate(a, 6)) + a) | 0
  c = (c - b) | 0
  a = ((a ^ rotate(c, 4)) + c) | 0
  return [a, b, c]
}

function unfinished([a, b, c]: Words): Words {
  c = ((c + rotate(b, 24)) ^ b) | 0
  b = ((b + rotate(a, 14)) ^ a) | 0
  a = ((a + rotate(c, 4)) ^ c) | 0
  c = ((c + rotate(b, 16)) ^ b) | 0
  b = ((b + rotate(a, 25)) ^ a) | 0
  a = ((a + rotate(c, 11)) ^ c) | 0
  c = ((c + rotate(b, 14)) ^ b) | 0
  return [a, b, c]
}
