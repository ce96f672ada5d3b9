import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { actingApi } from './acting-apis.ts'
import type { AnswerOf } from './use-api.ts'

/** The acting session of a tab. Its instants are the server's, so it says how far this browser's clock is from that. */
export type ActingSession = AnswerOf<'getActingSession'> & { readonly clockOffsetMs: number }

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
  const { queries } = actingApi(actingSessionId)
  const { data, dataUpdatedAt } = useSuspenseQuery(actingSessionQuery(actingSessionId), queries)
  return useMemo(() => ({ ...data, clockOffsetMs: Date.parse(data.asOf) - dataUpdatedAt }), [data, dataUpdatedAt])
}
