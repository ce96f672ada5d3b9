import { ProblemError } from '#sdk/client.ts'

/** The verification code was not taken: its field says so, and no alert needs to say it again. */
export function isWrongCode(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'verification_code_wrong'
}
