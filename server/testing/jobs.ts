import { EventEmitter } from 'node:events'
import { Logger, runOnce } from 'graphile-worker'
import type { WorkerEvents } from 'graphile-worker'
import { pino } from 'pino'
import { openJobsPool } from '#kernel/db.ts'
import { toTaskList } from '#kernel/worker.ts'
import { buildJobs } from '../worker.ts'
import type { Outside } from '../worker.ts'
import type { Office } from './office.ts'
import type { Person } from './person.ts'
import { secret } from './secret.ts'

/** Runs everything that waits in the queue, the named jobs too, and fails when one of them fails. */
export async function runJobs(
  office: Office,
  names: readonly string[] = [],
  outside?: Partial<Outside>,
): Promise<void> {
  const { pool, database } = office
  const jobs = buildJobs({
    smtpUrl: undefined,
    mailFrom: 'procura@example.test',
    publicUrl: 'https://procura.example.test',
    secret,
    ...outside,
  })
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const jobsPool = openJobsPool(database.jobsUrl, 4, log)
  const failed: string[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('job:error', ({ job, error }) => failed.push(`${job.task_identifier}: ${String(error)}`))
  try {
    for (const name of names) await pool.query(`select procura.enqueue($1, '{}', null, null, 25, null)`, [name])
    await runOnce({
      pgPool: jobsPool,
      schema: 'graphile_worker',
      taskList: toTaskList({ pool, log, jobs }),
      concurrency: 2,
      noHandleSignals: true,
      events,
      logger: new Logger(() => () => undefined),
    })
  } finally {
    // The queue notes how its last jobs ended without waiting for that; the pool does wait for its connections.
    await jobsPool.end()
  }
  if (failed.length > 0) throw new Error(failed.join('\n'))
}

/** Does one job of the queue at once, whether anybody has asked for it or not. */
export function jobRunner({ pool }: Office): (name: string, payload?: object) => Promise<void> {
  const outside = { smtpUrl: undefined, mailFrom: 'p@example.test', publicUrl: 'https://p.example.test', secret }
  const tasks = toTaskList({ pool, log: pino({ level: 'silent' }), jobs: buildJobs(outside) })
  return async (name, payload = {}) => {
    const task = tasks[name] as unknown as ((payload: object, helpers: object) => Promise<void>) | undefined
    if (!task) throw new Error(`${name} is no job`)
    await task(payload, { job: { attempts: 1, id: '0' } })
  }
}

/** Lets what has failed be tried again at once, as if its waiting time were over. */
export async function retryJobsNow({ database }: Office): Promise<void> {
  const jobsPool = openJobsPool(database.jobsUrl, 1, pino({ level: 'silent' }))
  try {
    await jobsPool.query('update graphile_worker._private_jobs set run_at = now(), last_error = null')
  } finally {
    await jobsPool.end()
  }
}

export interface KeptMail {
  readonly recipient: string
  readonly subject: string
  readonly text: string
}

/** What was mailed to somebody, the newest first. */
export async function mailTo(office: Office, recipient: string): Promise<KeptMail[]> {
  const found = await office.owner.query<KeptMail>(
    'select recipient, subject, text from kept_mail where recipient = $1 order by id desc',
    [recipient],
  )
  return found.rows
}

/** Asks for a verification code and reads it in the mail. */
export async function codeFor(office: Office, person: Person, purpose: string, subjectId?: string): Promise<string> {
  const asked = await person.call('POST', '/v1/verification-codes', { purpose, ...(subjectId ? { subjectId } : {}) })
  if (asked.status !== 202) throw new Error(asked.text)
  await runJobs(office)
  const mails = await mailTo(office, person.email)
  const found = mails.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).find((code) => code !== undefined)
  if (!found) throw new Error('no code was mailed')
  return found
}
