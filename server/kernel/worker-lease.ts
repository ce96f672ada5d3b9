import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'

/** One number for the locks by which pools of workers know each other to be alive. */
const leaseLock = 725_018_002
const sweepMs = 3000
const retryMs = 250
/** The database notices a machine that has gone silent, not only a process that has ended, within some 15 seconds. */
const settings = [
  'set tcp_keepalives_idle = 5',
  'set tcp_keepalives_interval = 3',
  'set tcp_keepalives_count = 3',
  'set idle_session_timeout = 0',
].join(';')

const findOrphaned = `
  select owner from (
    select locked_by as owner from graphile_worker._private_jobs where locked_by is not null
    union
    select locked_by from graphile_worker._private_job_queues where locked_by is not null
  ) as owners
  where owner <> $2 and pg_try_advisory_xact_lock_shared($1, hashtext(owner))`

export interface Lease {
  stop(): Promise<void>
}

interface LeaseOptions {
  readonly jobsPool: pg.Pool
  readonly log: Logger
  /** The name under which a pool of workers locks the jobs it runs. */
  readonly poolId: string
}

/**
 * Shows that a pool of workers is alive, and frees the jobs of those that are not. The queue itself holds a job of a
 * killed process back for four hours. Here each pool holds an advisory lock on a connection of its own, which
 * PostgreSQL drops with the process; a pool whose lock is found free twice, some seconds apart, is dead: a living one
 * that lost its connection has it again by then. Should it yet be slower, a job of it runs twice at once, which every
 * job must bear anyway.
 */
export function keepLease(options: LeaseOptions): Lease {
  const stopping = new AbortController()
  const running = Promise.all([hold(options, stopping.signal), sweep(options, stopping.signal)])
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function hold({ jobsPool, log, poolId }: LeaseOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const client = await jobsPool.connect()
      const lost = new Promise<void>((resolve) => {
        client.once('error', () => resolve())
        client.once('end', () => resolve())
        signal.addEventListener('abort', () => resolve(), { once: true })
        if (signal.aborted) resolve()
      })
      try {
        await client.query(settings)
        await client.query('select pg_advisory_lock($1, hashtext($2))', [leaseLock, poolId])
        await lost
      } finally {
        // Closed and not given back: the lock goes with the connection.
        client.release(true)
      }
    } catch (error) {
      log.warn({ err: error }, 'the lease of the workers cannot be held')
    }
    await pause(retryMs, signal)
  }
}

async function sweep(options: LeaseOptions, signal: AbortSignal): Promise<void> {
  const { jobsPool, log, poolId } = options
  let suspects = new Set<string>()
  while (!signal.aborted) {
    try {
      const found = await jobsPool.query<{ owner: string }>(findOrphaned, [leaseLock, poolId])
      const owners = new Set(found.rows.map(({ owner }) => owner))
      const dead = [...owners.intersection(suspects)]
      suspects = owners
      if (dead.length > 0) {
        await jobsPool.query('select graphile_worker.force_unlock_workers($1::text[])', [dead])
        log.warn({ dead }, 'jobs of workers that are dead were freed')
      }
    } catch (error) {
      log.warn({ err: error }, 'the queue was not searched for jobs of dead workers')
    }
    await pause(sweepMs, signal)
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
