import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { createTestDatabase } from '../../tools/test-database.ts'
import type { TestDatabase } from '../../tools/test-database.ts'
import { systemActor, visibilityOf } from './actor.ts'
import { openPool, sqlBuilder } from './db.ts'
import type { Pool, Tx } from './db.ts'
import { transact } from './transaction.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.serverUrl, 1, pino({ level: 'silent' }))
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const visibility = visibilityOf(systemActor('par_test'))
const backend = () => sqlBuilder.selectNoFrom(sql<number>`txid_current_if_assigned() is null`.as('isFresh'))

test('work that throws before its first statement has left leaves no transaction open on its connection', async () => {
  const thrown = transact(
    pool,
    { visibility, readOnly: true, gate: async (tx) => void (await tx.all(backend())) },
    () => {
      throw new Error('refused at once')
    },
  )
  await expect(thrown).rejects.toThrow('refused at once')
  const { rows } = await pool.query<{ kind: string | null; read_only: string }>(
    "select current_setting('procura.kind', true) as kind, current_setting('transaction_read_only') as read_only",
  )
  expect(rows).toEqual([{ kind: '', read_only: 'off' }])
})

test('nothing that is sent after the end reaches the database', async () => {
  const kept: { tx?: Tx } = {}
  const refused = transact(pool, { visibility }, async (tx) => {
    kept.tx = tx
    await tx.all(backend())
    throw new Error('refused')
  })
  await expect(refused).rejects.toThrow('refused')
  await expect(kept.tx?.all(backend())).rejects.toThrow('the transaction is over')
})
