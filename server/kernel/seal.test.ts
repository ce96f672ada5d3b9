import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const secret = 'a secret of this installation, long enough'
const purpose = 'broker sandbox'

test('what was sealed opens with the same secret and purpose', () => {
  for (const plain of ['', 'open sesame', 'пароль 密码 🔑', 'x'.repeat(1000)])
    expect(unseal(secret, purpose, seal(secret, purpose, plain))).toBe(plain)
})

test('sealing twice gives two texts, and neither shows the secret', () => {
  const one = seal(secret, purpose, 'open sesame')
  const other = seal(secret, purpose, 'open sesame')

  expect(one).not.toBe(other)
  expect(Buffer.from(one.slice(3), 'base64url').toString('latin1')).not.toContain('open sesame')
})

test('another secret, another purpose or a changed text opens nothing', () => {
  const sealed = seal(secret, purpose, 'open sesame')
  const changed = Buffer.from(sealed.slice(3), 'base64url')
  const forged = [...changed.keys()].map((place) => {
    const copy = Buffer.from(changed)
    copy[place] = (copy[place] ?? 0) ^ 1
    return `v1.${copy.toString('base64url')}`
  })

  expect(() => unseal(`${secret}!`, purpose, sealed)).toThrow('cannot be opened')
  expect(() => unseal(secret, 'broker other', sealed)).toThrow('cannot be opened')
  for (const text of [...forged, '', 'v1.', 'v1.AAAA', sealed.slice(3), `v2${sealed.slice(2)}`, sealed.slice(0, -4)])
    expect(() => unseal(secret, purpose, text)).toThrow('cannot be opened')
})
