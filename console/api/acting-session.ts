import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { actingApi } from './acting-apis.ts'
import type { AnswerOf } from './use-api.ts'

export type ActingSession = AnswerOf<'getActingSession'>

const recheckMs = 60_000

/** What one acting session may do and how long it lasts. Asking is not using it, so asking does not keep it alive. */
export function actingSessionQuery(actingSessionId: string) {
  return queryOptions({
    queryKey: ['getActingSession', { actingSessionId }],
    queryFn: ({ signal }) => actingApi(actingSessionId).client.getActingSession({ actingSessionId }, { signal }),
    refetchInterval: recheckMs,
  })
}

/** The acting session of this tab. The guard of the route has asked for it before any part of the page is drawn. */
export function useActingSessionById(actingSessionId: string): ActingSession {
  return useSuspenseQuery(actingSessionQuery(actingSessionId), actingApi(actingSessionId).queries).data
}
