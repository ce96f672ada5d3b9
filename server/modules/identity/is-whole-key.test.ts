import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isWholeKey } from './is-whole-key.ts'

/** Keys of the three kinds in COSE, by their labels. */
function coseOf(kind: 'ed25519' | 'ec' | 'rsa', modulusLength = 2048): Map<number, unknown> {
  const bytes = (part: string | undefined) => new Uint8Array(Buffer.from(part ?? '', 'base64url'))
  const pair = {
    ed25519: () => generateKeyPairSync('ed25519'),
    ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    rsa: () => generateKeyPairSync('rsa', { modulusLength }),
  }[kind]()
  const { x, y, n, e } = pair.publicKey.export({ format: 'jwk' })
  if (kind === 'ed25519')
    return new Map<number, unknown>([
      [1, 1],
      [-1, 6],
      [-2, bytes(x)],
    ])
  if (kind === 'ec')
    return new Map<number, unknown>([
      [1, 2],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ])
  return new Map<number, unknown>([
    [1, 3],
    [-1, bytes(n)],
    [-2, bytes(e)],
  ])
}

test.each(['ed25519', 'ec', 'rsa'] as const)('a key of %s is whole, and is not once anything is broken off', (kind) => {
  const key = coseOf(kind)
  expect(isWholeKey(key)).toBe(true)
  const last = kind === 'ec' ? -3 : -2
  for (const missing of [1, 2]) {
    const part = key.get(last) as Uint8Array
    expect(isWholeKey(new Map([...key, [last, part.slice(0, -missing)]]))).toBe(false)
  }
})

test('a short key of RSA, one of no kind and none are not whole', () => {
  expect([coseOf('rsa', 1024), new Map([[1, 9]]), new Map()].map((key) => isWholeKey(key))).toEqual([
    false,
    false,
    false,
  ])
})
