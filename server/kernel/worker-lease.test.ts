import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase } from '../../tools/test-database.ts'
import type { TestDatabase } from '../../tools/test-database.ts'
import { openJobsPool, openPool } from './db.ts'
import { startWorker } from './worker.ts'
import type { Job } from './worker.ts'

const log = pino({ level: 'silent' })
const workerFile = fileURLToPath(new URL('./worker.ts', import.meta.url))
const dbFile = fileURLToPath(new URL('./db.ts', import.meta.url))
const undo: (() => Promise<unknown>)[] = []
let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.serverUrl, 4, log)
})
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

async function start(jobs: Record<string, Job>): Promise<pg.Pool> {
  const jobsPool = openJobsPool(database.jobsUrl, 6, log)
  const runner = await startWorker({ jobsPool, pool, log, jobs, crontab: '', concurrency: 2 })
  undo.push(async () => {
    await runner.stop()
    await jobsPool.end()
  })
  return jobsPool
}

const enqueue = (task: string) => pool.query('select procura.enqueue($1, $2, null, null, 25, null)', [task, '{}'])

async function jobsLeft(task: string): Promise<number> {
  const jobs = new pg.Client({ connectionString: database.jobsUrl })
  await jobs.connect()
  const found = await jobs.query('select 1 from graphile_worker.jobs where task_identifier = $1', [task])
  await jobs.end()
  return found.rows.length
}

/** A process that takes a job and never ends it. */
async function processWithJob(task: string) {
  const program = `
    const { startWorker } = await import(${JSON.stringify(workerFile)})
    const { openJobsPool, openPool } = await import(${JSON.stringify(dbFile)})
    const { pino } = await import('pino')
    const log = pino({ level: 'silent' })
    const forever = async () => { process.stdout.write('taken'); await new Promise(() => setInterval(() => {}, 1000)) }
    await startWorker({
      jobsPool: openJobsPool(${JSON.stringify(database.jobsUrl)}, 6, log),
      pool: openPool(${JSON.stringify(database.serverUrl)}, 4, log),
      log, jobs: { ${task}: forever }, crontab: '', concurrency: 1,
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  undo.push(async () => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

test('the job of a process that was killed is run by the next one within seconds', async () => {
  await enqueue('killed')
  const child = await processWithJob('killed')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const job = vi.fn<Job>(async () => undefined)
  await start({ killed: job })

  await vi.waitFor(() => expect(job).toHaveBeenCalledTimes(1), { timeout: 12_000, interval: 100 })

  await vi.waitFor(async () => expect(await jobsLeft('killed')).toBe(0), { timeout: 5000 })
})

test('the job of a process that lives stays its own, however long it takes', async () => {
  await enqueue('living')
  await processWithJob('living')
  const job = vi.fn<Job>(async () => undefined)
  await start({ living: job })

  await sleep(8000)

  expect(job).not.toHaveBeenCalled()
  expect(await jobsLeft('living')).toBe(1)
})

test('a process whose connections were all cut keeps its job', async () => {
  await enqueue('cut')
  await processWithJob('cut')
  const job = vi.fn<Job>(async () => undefined)
  const jobsPool = await start({ cut: job })

  await jobsPool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  )
  await sleep(8000)

  expect(job).not.toHaveBeenCalled()
  expect(await jobsLeft('cut')).toBe(1)
})

test('a job that fails is tried again, and the others go on meanwhile', async () => {
  const failing = vi.fn<Job>(async () => Promise.reject(new Error('not now')))
  const other = vi.fn<Job>(async () => undefined)
  await start({ failing, other })

  await enqueue('failing')
  await vi.waitFor(() => expect(failing).toHaveBeenCalledTimes(2), { timeout: 12_000, interval: 100 })
  await enqueue('other')

  await vi.waitFor(() => expect(other).toHaveBeenCalledTimes(1), { timeout: 5000 })
})
