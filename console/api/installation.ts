import { queryOptions, useQuery } from '@tanstack/react-query'
import { ownApi } from './own-api.ts'

const installationQuery = queryOptions({
  queryKey: ['getInstallation'],
  queryFn: ({ signal }) => ownApi.client.getInstallation({}, { signal }),
  staleTime: Infinity,
})

/** Whether the server shows mail instead of sending it; as long as that is not known, it does not. */
export function useIsSandbox(): boolean {
  return useQuery(installationQuery, ownApi.queries).data?.sandbox ?? false
}
