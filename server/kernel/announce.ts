import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isStreamed } from '#contract/event-stream.ts'
import type { EventName, EventPayload } from '#contract/events.ts'
import type { Pool, Tx } from './db.ts'

/** Where all server processes hear of what has just been committed. */
export const newsChannel = 'procura_news'

/** One event as the processes tell it to each other: ids alone. */
export const News = z.object({
  id: z.uuid(),
  name: z.string(),
  data: z.looseObject({ channelId: z.string(), customerId: z.string().optional(), partnerId: z.string().optional() }),
})
export type News = z.output<typeof News>
export const NewsMessage = z.object({ at: z.string(), news: z.array(News) })
export type NewsMessage = z.output<typeof NewsMessage>

const announceAfterMs = 5
/** PostgreSQL takes messages below 8000 bytes; an event is a few ids. */
const mostInMessage = 16

/** graphile-worker's own message. The count is how many of its workers wake up; each takes on until none is left. */
const wake = `pg_notify('jobs:insert', '{"count":4}')`
const tell = `pg_notify('${newsChannel}', json_build_object(
  'at', clock_timestamp() + (select shift from procura.clock), 'news', $1::json)::text)`

interface Waiting {
  jobs: boolean
  readonly news: News[]
}

const waiting = new WeakMap<Pool, Waiting>()

/**
 * Announcements leave soon after the commit, once for all that commit until then: PostgreSQL lets only one transaction
 * with a notification commit at a time, and orders are not to queue for that. What gets lost with a process is no more
 * than a sooner: workers look by themselves every second, and whoever watches is checked every moment anyway.
 */
function soon(pool: Pool): Waiting {
  const known = waiting.get(pool)
  if (known) return known
  const fresh: Waiting = { jobs: false, news: [] }
  waiting.set(pool, fresh)
  setTimeout(() => {
    waiting.delete(pool)
    send(pool, fresh)
  }, announceAfterMs).unref()
  return fresh
}

const sent = new WeakMap<Pool, Promise<unknown>>()

/** One after another, so that what one process has done is told in the order in which it was done. */
function send(pool: Pool, { jobs, news }: Waiting): void {
  const messages: (() => Promise<unknown>)[] = []
  if (jobs && news.length === 0) messages.push(() => pool.query(`select ${wake}`))
  for (let at = 0; at < news.length; at += mostInMessage) {
    const what = jobs && at === 0 ? `${wake}, ${tell}` : tell
    const told = JSON.stringify(news.slice(at, at + mostInMessage))
    messages.push(() => pool.query(`select ${what}`, [told]))
  }
  for (const message of messages)
    sent.set(
      pool,
      Promise.resolve(sent.get(pool))
        .then(message)
        .catch(() => undefined),
    )
}

/** Wakes the workers of all processes. */
export function announceJobs(pool: Pool): void {
  soon(pool).jobs = true
}

/** What ends a right that streams may stand on, beside what streams tell. */
const endings: readonly EventName[] = ['api_key.revoked', 'permission.changed', 'session.ended']

/** Tells who watches, once the transaction has committed. */
export function announceEvent<N extends EventName>(tx: Tx, name: N, payload: EventPayload<N>): void {
  if (!isStreamed(name) && !endings.includes(name)) return
  const news = { id: randomUUID(), name, data: payload as News['data'] }
  tx.afterCommit((pool) => void soon(pool).news.push(news))
}
