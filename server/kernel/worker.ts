import { EventEmitter } from 'node:events'
import { Logger as WorkerLogger, run } from 'graphile-worker'
import type { Runner, TaskList, WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { systemActor, visibilityOf } from './actor.ts'
import type { Db, Tx } from './db.ts'
import { readClock } from './gate.ts'
import { announceEvent } from './announce.ts'
import { emitEvent, enqueue } from './jobs.ts'
import type { JobOptions } from './jobs.ts'
import type { EventName, EventPayload } from '#contract/events.ts'
import { writeAuditEvent } from './audit.ts'
import type { AuditNote } from './operations.ts'
import { plainDb } from './kernel.ts'
import { transact } from './transaction.ts'
import { keepLease } from './worker-lease.ts'
import type { Lease } from './worker-lease.ts'

/** One transaction of a job: Procura itself, in one channel. */
export interface JobTransaction {
  readonly tx: Tx
  readonly now: Date
  readonly month: string
  emit<N extends EventName>(event: N, payload: EventPayload<N>): void
  /** Tells only who watches just now. */
  announce<N extends EventName>(event: N, payload: EventPayload<N>): void
  enqueue(task: string, payload: unknown, options?: JobOptions): void
  /** `sent`: of the request that it is about, where that could not write it itself. */
  audit(
    operation: string,
    note: AuditNote,
    sent?: { readonly requestId: string; readonly sentFrom: string | null },
  ): void
}

/** What a job works with. It holds no transaction while it speaks to the outside world. */
export interface JobContext {
  readonly log: Logger
  /** Plain tables, outside any transaction. */
  readonly db: Db
  /** How often this job has been tried, this time counted. */
  readonly attempt: number
  transact<T>(channelId: string, work: (job: JobTransaction) => Promise<T>): Promise<T>
}

export type Job = (context: JobContext, payload: never) => Promise<void>
/** Which jobs there are, by the event or the name they wait for. Several listeners of one event are named apart. */
export type JobTable = Readonly<Record<string, Job | Readonly<Record<string, Job>>>>

function contextOf(pool: pg.Pool, log: Logger, attempt: number, requestId: string): JobContext {
  return {
    log,
    attempt,
    db: plainDb(pool),
    async transact(channelId, work) {
      const actor = systemActor(channelId)
      return transact(pool, { visibility: visibilityOf(actor) }, async (tx) => {
        const clock = await readClock(tx)
        return work({
          tx,
          ...clock,
          emit: (event, payload) => emitEvent(tx, event, payload),
          announce: (event, payload) => announceEvent(tx, event, payload),
          enqueue: (task, payload, options) => enqueue(tx, task, payload, options),
          audit: (operation, note, sent = { requestId, sentFrom: null }) =>
            writeAuditEvent(tx, {
              operation,
              result: 'done',
              code: null,
              actor,
              at: clock.now,
              note,
              requestId: sent.requestId,
              from: sent.sentFrom,
            }),
        })
      })
    },
  }
}

/** An event with several listeners becomes a job for each: one that fails does not make the others run again. */
function flatten(table: JobTable): Record<string, Job> {
  const jobs: Record<string, Job> = {}
  for (const [name, entry] of Object.entries(table)) {
    if (typeof entry === 'function') {
      jobs[name] = entry
      continue
    }
    for (const [listener, job] of Object.entries(entry)) jobs[`${name}/${listener}`] = job
    jobs[name] = async (context, payload: { channelId: string }) => {
      await context.transact(payload.channelId, async (job) => {
        for (const listener of Object.keys(entry)) job.enqueue(`${name}/${listener}`, payload)
      })
    }
  }
  return jobs
}

export interface TaskOptions {
  /** The server's pool: jobs read and write with the server's rights. */
  readonly pool: pg.Pool
  readonly log: Logger
  readonly jobs: JobTable
}

export interface WorkerOptions extends TaskOptions {
  readonly jobsPool: pg.Pool
  readonly crontab: string
  readonly concurrency: number
}

/** The table of jobs as the queue runs them. */
export function toTaskList({ pool, log, jobs }: TaskOptions): TaskList {
  return Object.fromEntries(
    Object.entries(flatten(jobs)).map(([name, job]) => [
      name,
      async (payload: unknown, helpers: { job: { attempts: number; id: string } }) =>
        job(contextOf(pool, log.child({ job: name }), helpers.job.attempts, `job-${helpers.job.id}`), payload as never),
    ]),
  )
}

/**
 * Runs jobs until it is stopped; stopping lets those that run come to their end. Jobs of a process that was killed are
 * taken up within seconds by any that lives, this one among them. The jobs' pool needs two connections more than there
 * are jobs at once.
 */
export async function startWorker(options: WorkerOptions): Promise<Pick<Runner, 'stop' | 'promise'>> {
  const { jobsPool, log, crontab, concurrency } = options
  const leases: Lease[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => {
    leases.push(keepLease({ jobsPool, log, poolId: workerPool.id }))
  })
  const runner = await run({
    pgPool: jobsPool,
    schema: 'graphile_worker',
    taskList: toTaskList(options),
    crontab,
    concurrency,
    events,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: new WorkerLogger(() => (level, message, meta) => {
      if (level === 'error') log.error({ ...meta }, message)
      else if (level === 'warning') log.warn(message)
    }),
  })
  return {
    promise: runner.promise,
    async stop() {
      await runner.stop()
      // The lease is given up last: until here the jobs that come to their end are this process's own.
      await Promise.all(leases.map((lease) => lease.stop()))
    },
  }
}
