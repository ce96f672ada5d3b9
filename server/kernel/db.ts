import { createHash } from 'node:crypto'
import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Compilable, CompiledQuery } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { ConnectionLost, flightsOn } from './flight.ts'
import type { Sent } from './flight.ts'
import type { Tables } from './tables.gen.ts'

/** Builds SQL and sends none: statements are compiled here and sent by a `Db`, so that several travel at once. */
export const sqlBuilder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  plugins: [new CamelCasePlugin()],
}).withSchema('procura')

/** What a `Db` can send: a kysely builder, or a statement compiled before. */
export type Statement<R> = Compilable<R> | Prepared<R>

export interface Prepared<R> {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** Planned anew each time: there are many like it, and its best plan depends on its values. */
  readonly once?: boolean
  /** Only for the type: what a row of the answer is. */
  readonly row?: R
}

export type Pool = pg.Pool

/** Rows are read by everyone; a `Tx` is a `Db` that may also write. */
export interface Db {
  all<R>(statement: Statement<R>): Promise<R[]>
  first<R>(statement: Statement<R>): Promise<R | undefined>
}

export interface Tx extends Db {
  /** Settles when the gate has, if there is one. */
  readonly passed?: Promise<unknown>
  /** Queues a write that travels with the commit. Its row count is not known before: guards stand in the database. */
  write(statement: Statement<unknown>): void
  /** Something that must wait for the commit, and that may get lost with this process. Each function runs once. */
  afterCommit(effect: (pool: Pool) => void): void
}

class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * Compiles a statement once and gives back a function that fills in its parameters, for statements on a hot path.
 * `build` sees a placeholder for every name, so it must name each one and not look at the values.
 */
export function prepare<P extends object, R>(build: (parameters: P) => Compilable<R>): (parameters: P) => Prepared<R> {
  let compiled: CompiledQuery<R> | undefined
  const names = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as P
  return (parameters) => {
    compiled ??= build(names).compile()
    return {
      sql: compiled.sql,
      parameters: compiled.parameters.map((value) =>
        value instanceof Placeholder ? (parameters as Record<string, unknown>)[value.name] : value,
      ),
    }
  }
}

export function compiledOf<R>(statement: Statement<R>): Pick<Prepared<R>, 'sql' | 'parameters' | 'once'> {
  return 'compile' in statement ? statement.compile() : statement
}

const maxNamedStatements = 600
const statementNames = new Map<string, string>()

/** A name makes PostgreSQL keep the plan; beyond the cap statements go unnamed, so that its memory has a limit. */
function nameOf(sql: string): string | undefined {
  const known = statementNames.get(sql)
  if (known || statementNames.size >= maxNamedStatements) return known
  const name = createHash('sha1').update(sql).digest('base64url')
  statementNames.set(sql, name)
  return name
}

export interface Sender {
  readonly send: <R>(statement: Statement<R>) => Promise<Sent<R>>
  /** Sends a statement that has neither parameters nor a plan, such as `begin`. */
  readonly say: (sql: string) => Promise<unknown>
}

/** Sends statements on one connection; those of one turn of the event loop travel together. */
export function senderOn(client: pg.ClientBase): Sender {
  const fly = flightsOn(client)
  const say = (sql: string) => fly(sql, undefined, [])
  let plansAnew = false
  return {
    say,
    send: (statement) => {
      const { sql, parameters, once } = compiledOf(statement)
      if (once && !plansAnew) {
        plansAnew = true
        say('set local plan_cache_mode = force_custom_plan').catch(() => undefined)
      }
      return fly(sql, once ? undefined : nameOf(sql), parameters)
    },
  }
}

// Counts and amounts are exact; a date is a date and not an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/**
 * Times in ms. A lock that does not come in two seconds is `busy`. Named statements keep one plan for all values, which
 * must not be a scan of the whole table only because the table was small when it was made: sequential scans are for
 * what no index answers. Nothing here runs long enough to be worth compiling.
 */
const connectionSettings = {
  search_path: 'procura',
  timezone: 'UTC',
  statement_timeout: 30_000,
  lock_timeout: 2000,
  idle_in_transaction_session_timeout: 30_000,
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  jit: 'off',
}

interface PoolOptions {
  readonly types?: pg.CustomTypesConfig
  /** How long a lock is waited for, where it is not what the product waits. */
  readonly lockTimeoutMs?: number
}

/** Opens the pool of one database role. */
export function openPool(url: string, size: number, log: Logger, { types, lockTimeoutMs }: PoolOptions = {}): pg.Pool {
  const settings = { ...connectionSettings, ...(lockTimeoutMs ? { lock_timeout: lockTimeoutMs } : {}) }
  const pool = new pg.Pool({
    ...(types ? { types } : {}),
    connectionString: url,
    max: size,
    application_name: 'procura',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  // Only the words are logged: pg hangs the connection itself on the error, with its secrets.
  const warn = (error: Error, what: string) => {
    if (!pool.ending) log.warn({ reason: error.message }, what)
  }
  pool.on('error', (error) => warn(error, 'an idle database connection was lost'))
  // A connection lost in the middle of a transaction fails its statements; unheard, it would end the process too.
  pool.on('connect', (client) => client.on('error', (error) => warn(error, 'a database connection was lost in use')))
  return pool
}

/**
 * The pool of the job queue. The queue writes what it has read as JSON, which knows no exact integers: with them it
 * could not note that a job has failed, and nothing would be tried again.
 */
export function openJobsPool(url: string, size: number, log: Logger): pg.Pool {
  const types = {
    getTypeParser: (type: number, format?: 'text' | 'binary'): ((value: string) => unknown) =>
      type === pg.types.builtins.INT8 ? String : (pg.types.getTypeParser(type, format) as never),
  }
  return openPool(url, size, log, { types })
}

/** A code of PostgreSQL (`23505`, `40001`, …) when the error came from it. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** The connection was lost, or PostgreSQL is going away (57P0x) or has lost it (08xxx). */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof ConnectionLost || /^(57P0|08)/.test(sqlState(error) ?? '')
}

/** The name of the constraint that was broken, when one was. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
