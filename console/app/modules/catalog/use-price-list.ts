import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useApiContext } from '#console/api/api-context.tsx'
import type { AnswerOf } from '#console/api/use-api.ts'

export type PriceList = AnswerOf<'getPriceList'>
export type Offer = PriceList['offers'][number]

const freshForMs = 60_000

/**
 * What a service offers in a region, in both billing modes, by one request; without a region in the first that has
 * any, whose answer then serves for the region by its name as well. While another region is on its way the list before
 * stays, so whoever uses this is mounted anew for another service.
 */
export function usePriceList(serviceId: string | undefined, region: string | undefined): UseQueryResult<PriceList> {
  const { client, queries } = useApiContext()
  const keyOf = (ofRegion: string | null) => ['getPriceList', { serviceId, region: ofRegion }]
  return useQuery({
    queryKey: keyOf(region ?? null),
    queryFn: async ({ signal }) => {
      const asked = region === undefined ? {} : { region }
      const list = await client.getPriceList({ serviceId: serviceId ?? '', ...asked }, { signal })
      if (region === undefined) queries.setQueryData(keyOf(list.region), list)
      return list
    },
    enabled: serviceId !== undefined,
    staleTime: freshForMs,
    placeholderData: keepPreviousData,
  })
}
