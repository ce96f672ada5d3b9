import { ProblemError } from '#sdk/problem-error.ts'

/** Whether walls were in the way of a read or a write, which can be explained. */
export function isRefusal(problem: unknown): boolean {
  return problem instanceof ProblemError && (problem.problem.reasons ?? []).length > 0
}
