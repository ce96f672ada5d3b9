import { type Api, openClient } from './api-context.tsx'
import { reportProblem } from './problems.ts'
import { openQueries } from './queries.ts'

const apis = new Map<string, Api>()

/** The context of one acting session: its own client, which names it in every request, and its own cache. */
export function actingApi(actingSessionId: string): Api {
  const known = apis.get(actingSessionId)
  if (known) return known
  const client = openClient(actingSessionId)
  const opened: Api = { client, queries: openQueries(reportProblem), actingSessionId }
  apis.set(actingSessionId, opened)
  return opened
}

/** Forgets everything that was read in an acting session: nothing of one customer outlives leaving them. */
export function forgetActing(actingSessionId: string): void {
  apis.get(actingSessionId)?.queries.clear()
  apis.delete(actingSessionId)
}
