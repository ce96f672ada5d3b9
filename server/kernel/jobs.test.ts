import { once } from 'node:events'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../tools/test-database.ts'
import type { TestDatabase } from '../../tools/test-database.ts'
import { systemActor, visibilityOf } from './actor.ts'
import { openPool } from './db.ts'
import type { Pool } from './db.ts'
import { enqueue } from './jobs.ts'
import { transact } from './transaction.ts'

let database: TestDatabase
let pool: Pool
let worker: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.serverUrl, 2, pino({ level: 'silent' }))
  worker = new pg.Client({ connectionString: database.jobsUrl })
  await worker.connect()
  await worker.query('listen "jobs:insert"')
})
afterAll(async () => {
  await worker.end()
  await pool.end()
  await database.drop()
})

const visibility = visibilityOf(systemActor('par_test'))
async function waiting(task: string): Promise<unknown[]> {
  const { rows } = await worker.query(
    'select task_identifier as task, max_attempts, run_at <= now() as due from graphile_worker.jobs where task_identifier = $1',
    [task],
  )
  return rows
}

test.each(['first of its kind', 'second of its kind'])(
  'a job exists and the workers are woken when its transaction has committed: the %s',
  async (which) => {
    const woken = once(worker, 'notification')
    await transact(pool, { visibility }, async (tx) => enqueue(tx, 'wake', { which }))
    expect((await waiting('wake')).at(-1)).toEqual({ task: 'wake', max_attempts: 25, due: true })
    await expect(woken).resolves.toMatchObject([{ channel: 'jobs:insert' }])
  },
)

test('a transaction that is rolled back leaves no job', async () => {
  const refused = transact(pool, { visibility }, async (tx) => {
    enqueue(tx, 'never', {})
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  expect(await waiting('never')).toEqual([])
})

test('a job with a key waits once', async () => {
  for (const round of [1, 2])
    await transact(pool, { visibility }, async (tx) => enqueue(tx, 'keyed', { round }, { key: 'one' }))
  expect(await waiting('keyed')).toHaveLength(1)
})
