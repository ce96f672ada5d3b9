import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { Client, DatabaseError, Pool } from 'pg'
import { serverRole } from './database-roles.ts'
import { projectFolder } from './project.ts'

/** Where Procura's own tables are. */
const schema = 'procura'
const jobsSchema = 'graphile_worker'
const migrationTable = 'migrations'
const migrationLockTable = 'migrations_lock'

/** One number for all Procura processes that migrate one database. */
const advisoryLockKey = 7_250_018_002

const connectTimeoutMs = 10_000
const fileName = /^(\d{4}-[a-z0-9-]+)\.sql$/

interface Given {
  ownerUrl: string
  jobsUrl: string
  /** Where the files are; other than Procura's own only in tests. */
  directory?: string
}

/** Of the job queue's words only complaints are of interest, and they become an error of ours. */
const quietLogger = new Logger(() => () => undefined)

/**
 * Brings a database to the state that this version of Procura needs: the job queue's schema first, as its owner, then
 * the files `NNNN-….sql` that have not run yet, in their order, as the owner of Procura's schema and all in one
 * transaction. Processes that start at once take turns.
 * @returns the names of the files that ran now
 * @throws Error when a file fails (nothing of any file is kept then), or when the database is newer than this program
 */
export async function migrate({ ownerUrl, jobsUrl, directory }: Given): Promise<string[]> {
  const files = readMigrations(directory ?? join(projectFolder, 'server/migrations'))
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: connectTimeoutMs })
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock($1)', [advisoryLockKey])
    const before = await readDone(owner)
    refuseNewer(before, files)
    await migrateJobs(jobsUrl)
    await prepareSchema(owner)
    if (before.length === files.size) return []
    await runFiles(ownerUrl, files)
    const done = await readDone(owner)
    return done.filter((name) => !before.includes(name))
  } finally {
    // Ending the connection gives the lock back.
    await owner.end()
  }
}

/** Names and SQL of the files, in the order in which they run. */
function readMigrations(directory: string): Map<string, string> {
  const files = new Map<string, string>()
  const numbers = new Set<string>()
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.sql')) continue
    const name = fileName.exec(file)?.[1]
    if (name === undefined) throw new Error(`The migration ${file} must be named like 0001-what-it-makes.sql`)
    const number = name.slice(0, 4)
    if (numbers.has(number)) throw new Error(`Two migrations have the number ${number}`)
    numbers.add(number)
    files.set(name, readFileSync(join(directory, file), 'utf8'))
  }
  return files
}

async function readDone(owner: Client): Promise<string[]> {
  const table = `${schema}.${migrationTable}`
  const { rows: found } = await owner.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table])
  if (!found[0]?.there) return []
  const { rows } = await owner.query<{ name: string }>(`select name from ${table} order by name`)
  return rows.map(({ name }) => name)
}

function refuseNewer(done: readonly string[], files: ReadonlyMap<string, string>): void {
  const unknown = done.filter((name) => !files.has(name))
  if (unknown.length === 0) return
  throw new Error(
    `The database was migrated by a newer or another version of Procura, for this one does not know ` +
      `${unknown.join(', ')}: start the version that migrated it, or restore a backup from before`,
  )
}

async function migrateJobs(jobsUrl: string): Promise<void> {
  await runMigrations({ connectionString: jobsUrl, schema: jobsSchema, maxPoolSize: 1, logger: quietLogger })
}

async function prepareSchema(owner: Client): Promise<void> {
  const { rows } = await owner.query('select from pg_namespace where nspname = $1', [schema])
  // PostgreSQL asks for the right to create before it looks whether there is anything to create.
  if (rows.length === 0) await owner.query(`create schema ${schema}`)
  await owner.query(`grant usage on schema ${schema} to ${serverRole}`)
}

async function runFiles(ownerUrl: string, files: ReadonlyMap<string, string>): Promise<void> {
  const pool = new Pool({ connectionString: ownerUrl, max: 1, connectionTimeoutMillis: connectTimeoutMs })
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw(`set search_path = ${schema}`))
      },
    }),
  })
  try {
    const { error } = await new Migrator({
      db,
      provider: providerOf(files),
      migrationTableName: migrationTable,
      migrationLockTableName: migrationLockTable,
      migrationTableSchema: schema,
      // Kysely's own order is the language's, this one is the file system's.
      nameComparator: (a, b) => (a < b ? -1 : 1),
    }).migrateToLatest()
    if (error instanceof Error) throw error
    if (error !== undefined) throw new Error('The migrations fail', { cause: error })
  } finally {
    await db.destroy()
  }
}

function providerOf(files: ReadonlyMap<string, string>): MigrationProvider {
  const migrations: Record<string, Migration> = {}
  for (const [name, text] of files) {
    migrations[name] = {
      async up(db) {
        try {
          await sql.raw(text).execute(db)
        } catch (error) {
          throw new Error(`The migration ${name}.sql${lineOf(text, error)} fails: ${String(error)}`, { cause: error })
        }
      },
    }
  }
  return { getMigrations: () => Promise.resolve(migrations) }
}

/** Where in the file PostgreSQL found the fault, when it says so. */
function lineOf(text: string, error: unknown): string {
  if (!(error instanceof DatabaseError) || error.position === undefined) return ''
  return `, line ${text.slice(0, Number(error.position)).split('\n').length},`
}
