import fc from 'fast-check'
import type { Assertion, Attestation } from './authenticator.ts'
import { cookieOf, post, wrongValue } from './credentials.ts'
import type { Attempt, Loot } from './credentials.ts'
import { jsonOf } from './hostile.ts'

/** What signs one person in or steps them up, each good where it is meant for. */
export interface EnrolledPerson {
  readonly memberId: string
  readonly session: string
  readonly login: { readonly email: string; readonly password: string }
  readonly recoveryCode: string
  /** Of the time step that is over: it was taken once, and no later one is foreseen. */
  readonly authenticatorCode: string
  readonly passkey: Assertion
  /** What the same passkey has signed for a challenge to step up by. */
  readonly passkeyToStepUp: Assertion
  /** Another one, made for a challenge that this session has asked for and not used. */
  readonly newPasskey: Attestation
  readonly resetToken: string
}

/** What bytes stand for ends where they do: what follows good ones may be no part of them, and is then no mistake. */
const isSpoilt = (good: string) => (value: unknown) => typeof value !== 'string' || !value.startsWith(good)

/** One field of what an authenticator has signed is wrong, and the challenge behind it is live. */
function wrongAssertion(loot: Loot, right: Assertion): fc.Arbitrary<object> {
  return fc.constantFrom(...(['id', 'clientDataJSON', 'authenticatorData', 'signature'] as const)).chain((field) =>
    wrongValue(loot, right[field])
      .filter(isSpoilt(right[field]))
      .map((value) => ({ ...right, [field]: value })),
  )
}

/** The challenge is live, so that what the authenticator says of itself is read, down to where it is wrong. */
function wrongAttestation(loot: Loot, right: Attestation): fc.Arbitrary<object> {
  const { attestationObject, clientDataJSON } = right
  const brokenOff = fc.nat({ max: attestationObject.length - 4 }).map((end) => attestationObject.slice(0, end))
  const wrongObject = fc.oneof(brokenOff, wrongValue(loot, attestationObject).filter(isSpoilt(attestationObject)))
  const wrongData = wrongValue(loot, clientDataJSON).filter(isSpoilt(clientDataJSON))
  return fc.oneof(
    { weight: 3, arbitrary: wrongObject.map((value) => ({ ...right, attestationObject: value })) },
    { weight: 1, arbitrary: wrongData.map((value) => ({ ...right, clientDataJSON: value })) },
  )
}

/** Somebody without a better factor has a good mailed code: wrong ones are shown, and one for another purpose. */
function mailedCodes({ live, code }: Loot, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<Attempt>[] {
  const stepUp = (place: string, verificationCode: unknown) =>
    post(place, '/v1/step-ups', { verificationCode: verificationCode ?? null }, { cookie: cookieOf(live.session) })
  return [
    wrong.map((value) => ({ ...stepUp('mailed code to step up', value), hasCode: 'step_up' as const })),
    fc.constant({ ...stepUp('mailed code for another purpose', code), hasCode: 'create_api_key' as const }),
  ]
}

/** Attempts at every place that takes a factor or what stands in for a password, none of which may come in. */
export function attemptsAtFactors(loot: Loot, enrolled: EnrolledPerson): fc.Arbitrary<Attempt> {
  const { login, session, recoveryCode, authenticatorCode, passkey, passkeyToStepUp, newPasskey, resetToken } = enrolled
  const cookie = { cookie: cookieOf(session) }
  const newPassword = 'correct horse battery'
  const signIn = (place: string, factor: object) => post(place, '/v1/sessions', { ...login, ...factor }, {})
  const stepUp = (place: string, factor: object) => post(place, '/v1/step-ups', factor, cookie)
  // Typed with or without its dashes it is the same code, which is no mistake.
  const wrongRecovery = wrongValue(loot, recoveryCode).filter((value) => !jsonOf(value).includes(recoveryCode))
  const wrongCode = wrongValue(loot, authenticatorCode)
  const add = (place: string, made: object) =>
    post(place, '/v1/passkeys', { name: 'Mine', transports: [], ...made }, cookie)
  return fc.oneof(
    fc.constant(signIn('sign-in without its second factor', {})),
    wrongCode.map((code) => signIn('authenticator code', { authenticatorCode: code ?? null })),
    wrongRecovery.map((code) => signIn('recovery code', { recoveryCode: code ?? null })),
    wrongCode.map((code) => stepUp('authenticator code to step up', { authenticatorCode: code ?? null })),
    wrongRecovery.map((code) => stepUp('recovery code to step up', { recoveryCode: code ?? null })),
    ...mailedCodes(loot, wrongValue(loot, loot.code)),
    // What is right for signing in is nothing for stepping up, and the reverse.
    fc
      .oneof(fc.constant(passkey), wrongAssertion(loot, passkeyToStepUp))
      .map((shown) => stepUp('passkey to step up', { passkey: shown })),
    fc
      .oneof(fc.constant(passkeyToStepUp), wrongAssertion(loot, passkey))
      .map((shown) => post('passkey', '/v1/sessions:with-passkey', { passkey: shown }, {})),
    wrongAttestation(loot, newPasskey).map((made) => add('new passkey', made)),
    fc
      .constantFrom(passkey, passkeyToStepUp)
      .map(({ clientDataJSON }) => add('new passkey for another challenge', { ...newPasskey, clientDataJSON })),
    wrongValue(loot, resetToken).map((token) =>
      post('reset link', '/v1/password-resets:complete', { token, newPassword }, {}),
    ),
    wrongValue(loot, login.password).map((currentPassword) => ({
      ...post('current password', '/v1/password', { currentPassword, newPassword }, cookie),
      method: 'PUT' as const,
    })),
  )
}
