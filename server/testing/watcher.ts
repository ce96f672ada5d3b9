import { streamEnded } from '#contract/event-stream.ts'
import { dataOf } from './document.ts'
import { openAnswer } from './inject.ts'
import type { Served } from './inject.ts'

/** An event as it came, and when, by the clock of the process that only counts. */
export interface ToldEvent {
  readonly type: string
  readonly time?: string
  readonly data: Readonly<Record<string, unknown>>
  readonly cameAt: number
}

/** Somebody who reads an event stream. */
export interface Watcher {
  readonly status: number
  /** All that was told, the last one of a stream that has ended included. */
  readonly told: ToldEvent[]
  /** Settles when the stream has ended, with its last event. */
  readonly over: Promise<ToldEvent | undefined>
  leave(): void
}

/** Opens the event stream of a customer, and goes on reading it. */
export async function watch(
  server: Served,
  customerId: string,
  headers: Readonly<Record<string, string>>,
): Promise<Watcher> {
  const url = `/v1/customers/${customerId}/events`
  const answer = await openAnswer(server, { method: 'GET', url, headers: { host: 'localhost', ...headers } })
  const told: ToldEvent[] = []
  let unread = ''
  const read = async () => {
    for await (const part of answer.body) {
      const events = (unread + String(part)).split('\n\n')
      unread = events.pop() ?? ''
      const cameAt = performance.now()
      for (const event of dataOf(events.join('\n'))) told.push({ ...(event as Omit<ToldEvent, 'cameAt'>), cameAt })
    }
    const last = told.at(-1)
    return last?.type === streamEnded ? last : undefined
  }
  let left = false
  const over = read().catch((error: unknown) => {
    if (left) return undefined
    throw error
  })
  const leave = () => {
    left = true
    answer.leave()
  }
  return { status: answer.statusCode, told, over, leave }
}
