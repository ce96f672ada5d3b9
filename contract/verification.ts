import { z } from 'zod'

/** What a verification code may be good for. A code for one purpose opens nothing else. */
export const VerificationPurpose = z.enum([
  'decide_authorization',
  'revoke_authorization',
  'freeze_customer',
  'set_budget',
  'place_order',
  'create_api_key',
  'step_up',
])
export type VerificationPurpose = z.output<typeof VerificationPurpose>
export const VerificationCode = z.string().regex(/^\d{6}$/)
export const verificationCodeMinutes = 5
export const verificationCodeTries = 5
/** For so long a session that has shown a factor need not show another. */
export const stepUpMinutes = 5
/** What an authenticator app shows. */
export const AuthenticatorCode = z.string().regex(/^\d{6}$/)
/** As it was shown once, with or without its dashes: 80 bits. */
export const RecoveryCode = z.string().regex(/^([0-9a-hjkmnp-tv-z]{4}-?){3}[0-9a-hjkmnp-tv-z]{4}$/)

/** Bytes as WebAuthn writes them in JSON. */
export function base64url(maxLength: number): z.ZodString {
  return z
    .string()
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/)
}

/** What a passkey has signed. */
export const PasskeyAssertion = z.strictObject({
  id: base64url(1400),
  clientDataJSON: base64url(4000),
  authenticatorData: base64url(4000),
  signature: base64url(4000),
})
export type PasskeyAssertion = z.output<typeof PasskeyAssertion>
