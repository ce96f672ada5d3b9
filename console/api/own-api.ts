import { type Api, openClient } from './api-context.tsx'
import { openQueries } from './queries.ts'
import { reportProblem } from './problems.ts'

/** The member's own context: one for as long as the page is loaded, and emptied when they sign out. */
export const ownApi: Api = { client: openClient(null), queries: openQueries(reportProblem), actingSessionId: null }
