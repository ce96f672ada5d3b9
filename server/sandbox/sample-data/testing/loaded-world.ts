import { pino } from 'pino'
import pg from 'pg'
import { systemActor, visibilityOf } from '#kernel/actor.ts'
import { openPool } from '#kernel/db.ts'
import { transact } from '#kernel/transaction.ts'
import { importCatalog } from '#modules/catalog/index.ts'
import { catalog } from '#brokers/sandbox-cloud/catalog.ts'
import { createTestDatabase, type TestDatabase } from '../../../../tools/test-database.ts'
import { chanceFrom } from '../chance.ts'
import { loadSampleData } from '../load.ts'

/** A database with sample data, and the eyes to look at it past every wall. */
export interface LoadedWorld {
  readonly database: TestDatabase
  read<R extends object = Record<string, unknown>>(sql: string): Promise<R[]>
  /** What a query of `name` and `count` counts. */
  counts(sql: string): Promise<Record<string, number>>
  close(): Promise<void>
}

/** When all worlds of tests are. */
export const worldNow = new Date('2026-03-18T14:05:00.000Z')
const brokerId = chanceFrom(1).id('broker', worldNow)
export const worldOptions = { now: worldNow, passwordHash: 'a hash', brokerId }

/** Makes a database with the sandbox cloud's catalog and no account, and fills it when it is told to. */
export async function openWorld({ now = worldNow, isLoaded = true } = {}): Promise<LoadedWorld> {
  const database = await createTestDatabase()
  const client = new pg.Client({
    connectionString: database.ownerUrl,
    options: '-c search_path=procura -c timezone=UTC',
  })
  await client.connect()
  await importSandboxCatalog(database, client)
  if (isLoaded) await loadSampleData({ ...worldOptions, now, ownerUrl: database.ownerUrl })
  const read = async <R extends object>(sql: string) => (await client.query<R>(sql)).rows
  return {
    database,
    read,
    async counts(sql) {
      const rows = await read<{ name: string; count: string }>(sql)
      return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]))
    },
    async close() {
      await client.end()
      await database.drop()
    },
  }
}

async function importSandboxCatalog({ serverUrl }: TestDatabase, owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into brokers (id, name, url, username, sealed_password) values ($1, 'sandbox-cloud', 'x', 'x', 'x')`,
    [brokerId],
  )
  const pool = openPool(serverUrl, 1, pino({ level: 'silent' }))
  const visibility = visibilityOf(systemActor('none'))
  await transact(pool, { visibility }, (tx) => importCatalog(tx, brokerId, catalog))
  await pool.end()
}
