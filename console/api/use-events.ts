import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { streamEnded } from '#contract/event-stream.ts'
import type { StreamByName } from '#contract/index.ts'
import type { Output } from '#contract/operation.ts'
import type { Client } from '#sdk/client.ts'
import { ProblemError } from '#sdk/problem-error.ts'
import { useApiContext } from './api-context.tsx'

export type CustomerEvent = Output<StreamByName['streamEvents']>

const comeAgainMs = 2_000

/**
 * Tells of what happens to a customer, while the page is looked at: a browser keeps few connections to one server, and
 * tabs in the background must not hold them all. It ends for good when the right to it has ended, which is the last
 * thing that is told; a page that missed something asks anew when it is looked at again, as it always does.
 */
export function useEvents(customerId: string, hear: (event: CustomerEvent) => void): void {
  const { client } = useApiContext()
  const isLookedAt = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible')
  const tell = useEffectEvent(hear)
  useEffect(() => {
    if (!isLookedAt) return undefined
    const leaving = new AbortController()
    void listen(client, customerId, leaving.signal, (event) => tell(event))
    return () => leaving.abort()
  }, [client, customerId, isLookedAt])
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

async function listen(
  client: Client,
  customerId: string,
  signal: AbortSignal,
  tell: (event: CustomerEvent) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of client.streamEvents({ customerId }, { signal })) {
        tell(event)
        if (isOverForGood(event)) return
      }
    } catch (error) {
      // Whoever may not listen is told so by what else they ask; without an answer, or with too many, one comes again.
      if (error instanceof ProblemError && error.status < 500 && error.status !== 429) return
    }
    await new Promise((done) => setTimeout(done, comeAgainMs))
  }
}

/** A stream also ends because the server does, and then begins again. */
export function isOverForGood({ type, data }: CustomerEvent): boolean {
  return type === streamEnded && Number(data['status']) < 500
}
