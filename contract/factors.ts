import { z } from 'zod'
import { PasskeyId } from './ids.ts'
import { operation } from './operation.ts'
import { AuthenticatorCode } from './verification.ts'
import { Instant } from './text.ts'

/** So many recovery codes are made at a time. */
export const recoveryCodeCount = 10

/** A passkey as its owner sees it. */
export const Passkey = z.object({
  id: PasskeyId,
  name: z.string(),
  addedAt: Instant,
  lastUsedAt: Instant.nullable(),
  /** The keeper of it, such as a password manager, copies it to other devices. */
  synced: z.boolean(),
})

/** A kind of factor that this member has to show. */
export const FactorKind = z.enum(['passkey', 'authenticator_app', 'recovery_code'])

export const getFactors = operation({
  name: 'getFactors',
  method: 'GET',
  path: '/factors',
  summary:
    'By what one proves who one is, and until when this session has done so. One that an account’s identity provider ' +
    'has let in is told only which kinds there are.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject({}),
  output: z.object({
    /** Which there are to step up with; without any, a code is mailed. */
    kinds: z.array(FactorKind),
    authenticatorApp: z.object({ addedAt: Instant }).nullable(),
    /** Null without an authenticator app, for which they stand in. */
    recoveryCodes: z.object({ left: z.number().int(), madeAt: Instant }).nullable(),
    passkeys: z.array(Passkey),
    /** Until when this session needs no further proof; null or past: it does. */
    steppedUpUntil: Instant.nullable(),
  }),
})

export const startAuthenticatorApp = operation({
  name: 'startAuthenticatorApp',
  method: 'POST',
  path: '/factors/authenticator-app:start',
  summary: 'Get the secret for an authenticator app. It counts once a first code of the app is confirmed.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  input: z.strictObject({}),
  output: z.object({ secret: z.string(), uri: z.string() }),
  refusals: ['authenticator_app_present', 'step_up_needed'],
})

const newCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const confirmAuthenticatorApp = operation({
  name: 'confirmAuthenticatorApp',
  method: 'POST',
  path: '/factors/authenticator-app:confirm',
  summary: 'Enrol the authenticator app by a code of it. The recovery codes are in this answer and nowhere else, ever.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  guesses: ['authenticatorCode'],
  input: z.strictObject({ authenticatorCode: AuthenticatorCode }),
  output: newCodes,
  refusals: ['factor_wrong', 'step_up_needed'],
})

export const removeAuthenticatorApp = operation({
  name: 'removeAuthenticatorApp',
  method: 'DELETE',
  path: '/factors/authenticator-app',
  summary: 'Take the authenticator app away, and the recovery codes with it.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  input: z.strictObject({}),
  output: z.undefined(),
  status: 204,
  refusals: ['step_up_needed'],
})

export const makeRecoveryCodes = operation({
  name: 'makeRecoveryCodes',
  method: 'POST',
  path: '/factors/recovery-codes',
  summary: 'Make new recovery codes in the place of all others. They are in this answer and nowhere else, ever.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  input: z.strictObject({}),
  output: newCodes,
  status: 201,
  refusals: ['step_up_needed'],
})
