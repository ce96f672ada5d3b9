import { expect, test } from 'vitest'
import { AuthenticatorCode, RecoveryCode } from '#contract/verification.ts'
import { readCode } from './read-code.ts'

test.each([
  ['123 456', AuthenticatorCode],
  [' 123456\n', AuthenticatorCode],
  ['ABCD-EFGH-JKMN-PQRS', RecoveryCode],
  ['abcd efgh jkmn pqrs', RecoveryCode],
  ['abcd - efgh - jkmn - pqrs', RecoveryCode],
])('%j is read as the code it is', (typed, code) => {
  expect(code.safeParse(readCode(typed)).success).toBe(true)
})

test('what is no code stays none', () => {
  expect(AuthenticatorCode.safeParse(readCode('12 34 5')).success).toBe(false)
})
