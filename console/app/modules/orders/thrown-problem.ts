import { ProblemError } from '#sdk/client.ts'
import type { StoredProblem } from './order-draft.ts'

/** A problem that was kept in a draft, as the client threw it. */
export function thrownProblem({ status, problem }: StoredProblem): ProblemError {
  return new ProblemError(status, problem)
}
