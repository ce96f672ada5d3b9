import {
  keepPreviousData,
  useMutation,
  type UseMutationResult,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { OperationByName } from '#contract/index.ts'
import type { Output, Sent } from '#contract/operation.ts'
import type { CallOptions, Calls } from '#sdk/client.ts'
import { useApiContext } from './api-context.tsx'

type Name = keyof OperationByName
export type SentTo<N extends Name> = Sent<OperationByName[N]>
export type AnswerOf<N extends Name> = Output<OperationByName[N]>

interface ReadOptions<A> {
  /** Asks only when there is something to ask about. */
  readonly enabled?: boolean
  /** Asks again after so long, while the page is looked at; what was answered may decide it, `false` being never. */
  readonly everyMs?: number | ((answer: A | undefined, answers: number) => number | false)
  /** Shows the answer before while the next is on its way: for lists that turn pages. */
  readonly keepPrevious?: boolean
}

/** What a read of the API answers, by the name of the operation: `useApi('listCustomers', input)`. */
export function useApi<N extends Name>(
  name: N,
  input: SentTo<N>,
  options: ReadOptions<AnswerOf<N>> = {},
): UseQueryResult<AnswerOf<N>> {
  const { client } = useApiContext()
  const { enabled = true, everyMs, keepPrevious = false } = options
  // The library's types cannot follow an answer that depends on a name, so the name gives it its type here.
  const result = useQuery<unknown>({
    queryKey: [name, input],
    queryFn: ({ signal }) => callOperation(client, name, input, { signal }),
    enabled,
    refetchInterval: ({ state }) => {
      if (typeof everyMs !== 'function') return everyMs ?? false
      return everyMs(state.data as AnswerOf<N> | undefined, state.dataUpdateCount)
    },
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
  return result as UseQueryResult<AnswerOf<N>>
}

interface Send<N extends Name> {
  readonly input: SentTo<N>
  readonly how?: CallOptions
}

interface SendOptions {
  /** False for what changes nothing that was read, such as having a code mailed. */
  readonly changesReads?: boolean
}

/**
 * Sends a write: `send.mutateAsync({ input })`. It is never taken for done before the server has said so; after that
 * everything this context has read is read anew.
 */
export function useSend<N extends Name>(
  name: N,
  { changesReads = true }: SendOptions = {},
): UseMutationResult<AnswerOf<N>, Error, Send<N>> {
  const { client, queries } = useApiContext()
  return useMutation({
    mutationFn: ({ input, how }: Send<N>) => callOperation(client, name, input, how),
    onSuccess: () => (changesReads ? queries.invalidateQueries() : undefined),
  })
}

/** The one call whose name is known only here; the client's methods have these types one by one. */
function callOperation<N extends Name>(
  client: Calls,
  name: N,
  input: SentTo<N>,
  how?: CallOptions,
): Promise<AnswerOf<N>> {
  const call: (input: SentTo<N>, how?: CallOptions) => Promise<AnswerOf<N>> = client[name]
  return call(input, how)
}
