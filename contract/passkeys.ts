import { z } from 'zod'
import { Passkey } from './factors.ts'
import { NewSession } from './identity.ts'
import { AccountId, PasskeyId } from './ids.ts'
import { operation } from './operation.ts'
import { nonBlank } from './text.ts'
import { PasskeyAssertion, base64url } from './verification.ts'

/** A person has at most so many. */
export const maxPasskeys = 10

/** What a browser makes a passkey from: `PublicKeyCredentialCreationOptionsJSON` of WebAuthn level 3. */
const CreationOptions = z.looseObject({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
})

/** What a browser asks a passkey to sign: `PublicKeyCredentialRequestOptionsJSON` of WebAuthn level 3. */
export const RequestOptions = z.looseObject({ challenge: z.string(), rpId: z.string() })

export const startPasskey = operation({
  name: 'startPasskey',
  method: 'POST',
  path: '/passkeys:start',
  summary: 'Get what a browser makes a passkey from. It is good once, in this session, for five minutes.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  input: z.strictObject({}),
  output: CreationOptions,
  refusals: ['passkey_limit_reached', 'step_up_needed'],
})

export const addPasskey = operation({
  name: 'addPasskey',
  method: 'POST',
  path: '/passkeys',
  summary: 'Keep a passkey that the browser has made, under a name of one’s own.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  input: z.strictObject({
    name: nonBlank(40),
    id: base64url(1400),
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(10),
  }),
  output: Passkey,
  status: 201,
  refusals: ['factor_wrong', 'passkey_limit_reached'],
})

export const removePasskey = operation({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/passkeys/{passkeyId}',
  summary: 'Take one of one’s own passkeys away: nobody signs in with it any more.',
  permission: 'session:use',
  personal: true,
  aboutPerson: true,
  stepUp: true,
  input: z.strictObject({ passkeyId: PasskeyId }),
  output: z.undefined(),
  status: 204,
  refusals: ['step_up_needed'],
})

export const startPasskeySignIn = operation({
  name: 'startPasskeySignIn',
  method: 'POST',
  path: '/sessions:start-passkey',
  perMinute: 60,
  summary: 'Get what a browser asks a passkey to sign for signing in, whoever it belongs to.',
  permission: 'anyone',
  input: z.strictObject({}),
  output: RequestOptions,
})

export const signInWithPasskey = operation({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/sessions:with-passkey',
  perMinute: 60,
  summary: 'Sign in by a passkey alone, which is two factors in one. The session comes as a cookie.',
  permission: 'anyone',
  input: z.strictObject({ passkey: PasskeyAssertion, accountId: AccountId.optional() }),
  output: NewSession,
  status: 201,
  refusals: ['factor_wrong'],
})

export const startPasskeyStepUp = operation({
  name: 'startPasskeyStepUp',
  method: 'POST',
  path: '/step-ups:start-passkey',
  summary: 'Get what a browser asks one’s own passkeys to sign for stepping up in this session.',
  permission: 'session:use',
  personal: true,
  input: z.strictObject({}),
  output: RequestOptions,
})
