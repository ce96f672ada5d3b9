import { sql } from 'kysely'
import type { EventName, EventPayload } from '#contract/events.ts'
import { events } from '#contract/events.ts'
import { announceEvent, announceJobs } from './announce.ts'
import { prepare, sqlBuilder } from './db.ts'
import type { Tx } from './db.ts'

/** A job that fails this often is left in the queue's table for a person to look at. */
const maxJobAttempts = 25

export interface JobOptions {
  /** Only one job of this key waits at a time. */
  readonly key?: string
  readonly runAt?: Date
  /** Waits so long by the clock of the world, which the sandbox does not shift. Not beside `runAt`. */
  readonly delayMs?: number
  readonly queue?: string
  readonly maxAttempts?: number
}

interface Enqueued {
  readonly task: string
  readonly payload: string
  readonly key: string | null
  readonly runAt: Date | null
  readonly delayMs: number | null
  readonly maxAttempts: number
  readonly queue: string | null
}

const enqueueJob = prepare((job: Enqueued) =>
  sqlBuilder.selectNoFrom(
    sql`procura.enqueue(
      ${job.task}, ${job.payload}::json, ${job.key},
      coalesce(${job.runAt}::timestamptz, clock_timestamp() + ${job.delayMs}::int * interval '1 millisecond'),
      ${job.maxAttempts}::int, ${job.queue}
    )`.as('enqueued'),
  ),
)

/** Enqueues a job with the transaction that wants it: it exists exactly when the transaction commits. */
export function enqueue(tx: Tx, task: string, payload: unknown, options: JobOptions = {}): void {
  tx.write(
    enqueueJob({
      task,
      payload: JSON.stringify(payload),
      key: options.key ?? null,
      runAt: options.runAt ?? null,
      delayMs: options.delayMs ?? null,
      maxAttempts: options.maxAttempts ?? maxJobAttempts,
      queue: options.queue ?? null,
    }),
  )
  tx.afterCommit(announceJobs)
}

/** Tells whoever listens to an event, by a job of the event's name, and whoever watches just now. */
export function emitEvent<N extends EventName>(tx: Tx, event: N, payload: EventPayload<N>): void {
  enqueue(tx, event, events[event].parse(payload))
  announceEvent(tx, event, payload)
}
