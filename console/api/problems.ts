import { ProblemError } from '#sdk/problem-error.ts'

type Listener = (error: ProblemError) => void
const listeners = new Set<Listener>()

/** Tells whoever listens of a problem that concerns more than the part of the page that met it. */
export function reportProblem(error: unknown): void {
  if (!(error instanceof ProblemError)) return
  for (const listener of listeners) listener(error)
}

export function onProblem(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The session is over: signing in again is what helps. A wrong password is another matter. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'session_missing'
}

/** The session of this browser has become another member's. */
export function isSessionChanged({ problem }: ProblemError): boolean {
  return problem.code === 'session_changed'
}

/** The acting session is over, or what it stands on is. */
export function isActingOver({ problem }: ProblemError): boolean {
  if (problem.code === 'acting_session_over') return true
  return problem.code === 'not_allowed' && (problem.reasons ?? []).some(({ failed }) => failed === 'authorization')
}
