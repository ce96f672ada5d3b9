import { expect, test } from 'vitest'
import { encodeBase32, findTotpStep, newTotpSecret, stepAt, totpOf, totpUri } from './totp.ts'

const secret = encodeBase32(Buffer.from('12345678901234567890'))
const at = (seconds: number) => new Date(seconds * 1000)

/** RFC 6238, appendix B, SHA-1; the RFC prints eight digits, of which six are the last six. */
test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at %i s the code is that of RFC 6238', (seconds, printed) => {
  expect(totpOf(secret, stepAt(at(seconds)))).toBe(printed.slice(-6))
})

/** RFC 4226, appendix D: the counters 0 to 9. */
test('the codes of the first counters are those of RFC 4226', () => {
  const codes = Array.from({ length: 10 }, (_, counter) => totpOf(secret, BigInt(counter)))
  expect(codes.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489')
})

/** RFC 4648, section 10, without the padding that apps leave out. */
test('secrets are written in base 32 as RFC 4648 has it', () => {
  const written = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => encodeBase32(Buffer.from(text)))
  expect(written).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
})

test('a code is good for its own step, the one before and the one after, and tells which it was', () => {
  const now = at(1_111_111_111)
  const step = stepAt(now)
  for (const near of [-1n, 0n, 1n]) expect(findTotpStep(secret, totpOf(secret, step + near), now)).toBe(step + near)
  for (const far of [-2n, 2n]) expect(findTotpStep(secret, totpOf(secret, step + far), now)).toBeUndefined()
})

test('a new secret has 160 bits and stands in the address that an app reads', () => {
  const made = newTotpSecret()
  expect(made).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(made)
  expect(totpUri(made, 'Procura', 'ann@example.test')).toBe(
    `otpauth://totp/Procura:ann%40example.test?secret=${made}&issuer=Procura&algorithm=SHA1&digits=6&period=30`,
  )
})
