import { z } from 'zod'

/** What a verification code may be good for. A code for one purpose opens nothing else. */
export const VerificationPurpose = z.enum([
  'decide_authorization',
  'revoke_authorization',
  'freeze_customer',
  'set_budget',
  'place_order',
  'create_api_key',
])
export type VerificationPurpose = z.output<typeof VerificationPurpose>
export const VerificationCode = z.string().regex(/^\d{6}$/)
export const verificationCodeMinutes = 5
export const verificationCodeTries = 5
