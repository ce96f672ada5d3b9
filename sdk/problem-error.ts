import type { Problem } from '#contract/refusals.ts'
import type { z } from 'zod'

export type ProblemDetails = z.output<typeof Problem>

/** Every answer that is not a success, with its problem details: `problem.code` says which refusal it is. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  readonly problem: ProblemDetails

  constructor(status: number, problem: ProblemDetails) {
    super(problem.title)
    this.status = status
    this.problem = problem
  }
}
