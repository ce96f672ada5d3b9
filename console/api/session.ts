import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { AnswerOf } from './use-api.ts'
import { ownApi } from './own-api.ts'

export type Session = AnswerOf<'getSession'>

/** Who is signed in. It is the member's own question, also in a tab where they act for a customer. */
export const sessionQuery = queryOptions({
  queryKey: ['getSession'],
  queryFn: ({ signal }) => ownApi.client.getSession({}, { signal }),
  staleTime: Infinity,
})

/** The session of this page. The guard of the route has asked for it before any part of the page is drawn. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery, ownApi.queries).data
}
