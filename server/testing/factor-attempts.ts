import fc from 'fast-check'
import type { Assertion } from './authenticator.ts'
import { cookieOf, post, wrongText, wrongValue } from './credentials.ts'
import type { Attempt, Loot } from './credentials.ts'
import { jsonOf } from './hostile.ts'

/** What signs one person in or steps them up, each good where it is meant for. */
export interface EnrolledPerson {
  readonly session: string
  readonly login: { readonly email: string; readonly password: string }
  readonly recoveryCode: string
  /** Of the time step that is over: it was taken once, and no later one is foreseen. */
  readonly authenticatorCode: string
  readonly passkey: Assertion
  readonly resetToken: string
}

/** Attempts at every place that takes a factor or what stands in for a password, none of which may come in. */
export function attemptsAtFactors(loot: Loot, enrolled: EnrolledPerson): fc.Arbitrary<Attempt> {
  const { login, session, recoveryCode, authenticatorCode, passkey, resetToken } = enrolled
  const cookie = { cookie: cookieOf(session) }
  const newPassword = 'correct horse battery'
  const signIn = (place: string, factor: object) => post(place, '/v1/sessions', { ...login, ...factor }, {})
  const stepUp = (place: string, factor: object) => post(place, '/v1/step-ups', factor, cookie)
  // Typed with or without its dashes it is the same code, which is no mistake.
  const wrongRecovery = wrongValue(loot, recoveryCode).filter((value) => !jsonOf(value).includes(recoveryCode))
  const wrongCode = wrongValue(loot, authenticatorCode)
  const wrongPasskey = fc
    .constantFrom(...(['id', 'clientDataJSON', 'authenticatorData', 'signature'] as const))
    .chain((field) => wrongValue(loot, passkey[field]).map((value) => ({ ...passkey, [field]: value })))
    // A signature says itself where it ends, and what stands behind it is no part of it.
    .filter(({ signature }) => signature === passkey.signature || !String(signature).startsWith(passkey.signature))
  const newPasskey = { name: 'Mine', id: passkey.id, clientDataJSON: passkey.clientDataJSON, transports: [] }
  return fc.oneof(
    fc.constant(signIn('sign-in without its second factor', {})),
    wrongCode.map((code) => signIn('authenticator code', { authenticatorCode: code ?? null })),
    wrongRecovery.map((code) => signIn('recovery code', { recoveryCode: code ?? null })),
    wrongCode.map((code) => stepUp('authenticator code to step up', { authenticatorCode: code ?? null })),
    wrongRecovery.map((code) => stepUp('recovery code to step up', { recoveryCode: code ?? null })),
    // What is right for signing in is nothing for stepping up, and the reverse.
    fc.oneof(fc.constant(passkey), wrongPasskey).map((shown) => stepUp('passkey to step up', { passkey: shown })),
    wrongPasskey.map((shown) => post('passkey', '/v1/sessions:with-passkey', { passkey: shown }, {})),
    wrongText(loot, passkey.signature).map((attestationObject) =>
      post('new passkey', '/v1/passkeys', { ...newPasskey, attestationObject }, cookie),
    ),
    wrongValue(loot, resetToken).map((token) =>
      post('reset link', '/v1/password-resets:complete', { token, newPassword }, {}),
    ),
    wrongValue(loot, login.password).map((currentPassword) => ({
      ...post('current password', '/v1/password', { currentPassword, newPassword }, cookie),
      method: 'PUT' as const,
    })),
  )
}
