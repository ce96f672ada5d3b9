import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { expectedMemberHeader } from './expected-member.ts'
import { unattendedHeader } from './unattended.ts'
import { type Client, createClient } from '#sdk/client.ts'

/** Whom a part of the page speaks for: the member themself, or them in one acting session. */
export interface Api {
  readonly client: Client
  readonly queries: QueryClient
  readonly actingSessionId: string | null
}

const ApiContext = createContext<Api | null>(null)

/** Everything below speaks for this context alone: its requests name it, and its answers lie in its own cache. */
export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={api.queries}>{children}</QueryClientProvider>
    </ApiContext>
  )
}

export function useApiContext(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('There is no ApiProvider above this component')
  return api
}

/** A client of the server this page came from. In an acting tab every request of it names the acting session. */
export function openClient(actingSessionId: string | null): Client {
  const baseUrl = window.location.origin
  const acting: Readonly<Record<string, string>> = actingSessionId ? { 'acting-session': actingSessionId } : {}
  return createClient({ baseUrl, headers: () => ({ ...acting, ...expectedMemberHeader(), ...unattendedHeader() }) })
}
