import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useApiContext } from '#console/api/api-context.tsx'
import type { AnswerOf } from '#console/api/use-api.ts'
import type { Client } from '#sdk/client.ts'

export type Offer = AnswerOf<'listOffers'>['items'][number]

const pageSize = 100
/** The most that is read of one service. */
const maxPages = 20

/** Every offer of a service, so that choosing a region or a billing mode waits for nothing. */
export function useOffers(serviceId: string | undefined): UseQueryResult<Offer[]> {
  const { client } = useApiContext()
  return useQuery({
    queryKey: ['listOffers', serviceId, 'every page'],
    queryFn: ({ signal }) => readOffers(client, serviceId ?? '', signal),
    enabled: serviceId !== undefined,
    staleTime: 60_000,
  })
}

async function readOffers(client: Client, serviceId: string, signal: AbortSignal): Promise<Offer[]> {
  const offers: Offer[] = []
  let cursor: string | null | undefined
  for (let page = 0; page < maxPages && cursor !== null; page += 1) {
    const more = cursor === undefined ? {} : { cursor }
    const answer = await client.listOffers({ serviceId, limit: pageSize, ...more }, { signal })
    offers.push(...answer.items)
    cursor = answer.nextCursor
  }
  return offers
}
