import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { adoptPreferences } from '#console/ui/preferences.ts'
import { expectMember } from './expected-member.ts'
import { rememberMember } from './last-member.ts'
import { ownApi } from './own-api.ts'
import type { AnswerOf } from './use-api.ts'

export type Session = AnswerOf<'getSession'>

/**
 * Who is signed in, and how the console looks to them. It is the member's own question, also in a tab where they act
 * for a customer. It is asked again when somebody comes back to the tab: in another one they may have signed out.
 */
export const sessionQuery = queryOptions({
  queryKey: ['getSession'],
  queryFn: async ({ signal }) => {
    const session = await ownApi.client.getSession({}, { signal })
    expectMember(session.member.id)
    adoptPreferences(session.preferences, session.member.id)
    rememberMember(session.member.id)
    return session
  },
  staleTime: Infinity,
  refetchOnWindowFocus: 'always',
})

/** The session of this page. The guard of the route has asked for it before any part of the page is drawn. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery, ownApi.queries).data
}
