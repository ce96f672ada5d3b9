import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { ownApi } from './own-api.ts'
import type { AnswerOf } from './use-api.ts'

/**
 * By what the member proves who they are: their own question, also in a tab where they act. A page that will show a
 * field for a code asks it at once, so that the field need not ask when it comes.
 */
export function useFactors(): UseQueryResult<AnswerOf<'getFactors'>> {
  const queryFn = ({ signal }: { signal: AbortSignal }) => ownApi.client.getFactors({}, { signal })
  return useQuery({ queryKey: ['getFactors', {}], queryFn }, ownApi.queries)
}
