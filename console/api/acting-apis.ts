import { type Api, openClient } from './api-context.tsx'
import { reportProblem } from './problems.ts'
import { openQueries } from './queries.ts'

interface OpenApi {
  readonly api: Api
  /** How many parts of the page stand in it. */
  holders: number
}

const open = new Map<string, OpenApi>()

/** The context of one acting session: its own client, which names it in every request, and its own cache. */
export function actingApi(actingSessionId: string): Api {
  return openedFor(actingSessionId).api
}

/**
 * Keeps the context for as long as its tab stands; afterwards everything that was read in it is forgotten, so that
 * nothing of one customer outlives leaving them. The last to let go forgets, a moment later: React may take a part
 * down and put it up again at once.
 */
export function holdActing(actingSessionId: string): () => void {
  const held = openedFor(actingSessionId)
  held.holders += 1
  return () => {
    held.holders -= 1
    setTimeout(() => forgetUnheld(actingSessionId))
  }
}

/** Forgets what was read in an acting session that no tab stands in. */
export function forgetUnheld(actingSessionId: string): void {
  if (open.get(actingSessionId)?.holders === 0) forgetActing(actingSessionId)
}

/** Forgets what was read in every acting session: whoever signs in next may be somebody else. */
export function forgetEveryActing(): void {
  for (const actingSessionId of open.keys()) forgetActing(actingSessionId)
}

function forgetActing(actingSessionId: string): void {
  open.get(actingSessionId)?.api.queries.clear()
  open.delete(actingSessionId)
}

function openedFor(actingSessionId: string): OpenApi {
  const known = open.get(actingSessionId)
  if (known) return known
  const api: Api = { client: openClient(actingSessionId), queries: openQueries(reportProblem), actingSessionId }
  const opened: OpenApi = { api, holders: 0 }
  open.set(actingSessionId, opened)
  return opened
}
