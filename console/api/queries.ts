import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#sdk/problem-error.ts'

const maxReadTries = 3
const freshForMs = 5_000

/**
 * The cache of one context: the member's own, or one acting session's. Contexts share none, so that nothing of one
 * customer can be read in another's tab.
 */
export function openQueries(onError: (error: unknown) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // A read is tried again when no answer came or the server asks for it; a write never is by itself. Neither waits
      // in silence for the network to come back: that there is no answer is what the page has to say.
      queries: {
        staleTime: freshForMs,
        networkMode: 'always',
        retry: (failures, error) => failures < maxReadTries - 1 && isPassing(error),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

function isPassing(error: unknown): boolean {
  return !(error instanceof ProblemError) || error.status === 503
}
