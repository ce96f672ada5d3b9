import { ProblemError } from '#sdk/client.ts'

/** The verification code was not taken: its field says so, and no alert needs to say it again. */
export function isWrongCode(error: unknown): boolean {
  return isStepUpNeeded(error) || hasCode(error, 'verification_code_wrong')
}

/** Nobody has proven just now that it is they, or that was too long ago. */
export function isStepUpNeeded(error: unknown): boolean {
  return hasCode(error, 'step_up_needed')
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problem.code === code
}
