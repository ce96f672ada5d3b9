import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant } from './text.ts'
import { AuthenticatorCode, PasskeyAssertion, RecoveryCode, VerificationCode } from './verification.ts'

export const Factor = z.enum(['mailed_code', 'authenticator_app', 'recovery_code', 'passkey'])
export type Factor = z.output<typeof Factor>

export const stepUp = operation({
  name: 'stepUp',
  method: 'POST',
  path: '/step-ups',
  summary: 'Prove once more who one is, by exactly one factor. This session then needs no code for five minutes.',
  permission: 'session:use',
  personal: true,
  verification: { purpose: 'step_up', subject: 'verificationCode', optional: true },
  guesses: ['verificationCode', 'authenticatorCode', 'recoveryCode'],
  input: z
    .strictObject({
      verificationCode: VerificationCode.optional(),
      authenticatorCode: AuthenticatorCode.optional(),
      recoveryCode: RecoveryCode.optional(),
      passkey: PasskeyAssertion.optional(),
    })
    .refine((input) => Object.values(input).filter((value) => value !== undefined).length === 1, 'Send one factor'),
  output: z.object({ factor: Factor, until: Instant }),
  status: 201,
  refusals: ['factor_wrong', 'step_up_too_weak', 'verification_code_wrong'],
})
