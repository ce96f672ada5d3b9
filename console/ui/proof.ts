import { VerificationCode } from '#contract/verification.ts'

/** What a field for a code holds once the session has stepped up by something better: then none is sent. */
export const steppedUp = 'stepped-up'

/** Whether it can be sent: six digits, or nothing because nothing more is needed. */
export function isProof(value: string): boolean {
  return value === steppedUp || VerificationCode.safeParse(value).success
}

/** What of it goes with a request. */
export function codeOf(value: string): { readonly verificationCode?: string } {
  return value === steppedUp ? {} : { verificationCode: value }
}
