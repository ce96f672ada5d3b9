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

const fieldNames = new Map<string, string>()

function camelCase(field: string): string {
  let name = fieldNames.get(field)
  if (name === undefined) {
    name = field.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    fieldNames.set(field, name)
  }
  return name
}

/** Sends one statement and gives its rows with names in camelCase, and the command tag of PostgreSQL. */
export async function send<R>(
  client: pg.ClientBase,
  statement: Statement<R>,
): Promise<{ rows: R[]; count: number; tag: string }> {
  const { sql, parameters, once } = compiledOf(statement)
  const name = once ? undefined : nameOf(sql)
  const answer = await client.query<unknown[]>({
    ...(name === undefined ? {} : { name }),
    text: sql,
    values: parameters as unknown[],
    rowMode: 'array',
  })
  const names = answer.fields.map((field) => camelCase(field.name))
  const rows = answer.rows.map((values) => {
    const row: Record<string, unknown> = {}
    for (let place = 0; place < names.length; place++) row[names[place] as string] = values[place]
    return row as R
  })
  return { rows, count: answer.rowCount ?? 0, tag: answer.command }
}

// Counts and amounts are exact; a date is a date and not an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

/** Opens the pool of one database role. Connections pipeline: what is sent in one go travels in one go. */
export function openPool(url: string, size: number, log: Logger, types?: pg.CustomTypesConfig): pg.Pool {
  const pool = new pg.Pool({
    ...(types ? { types } : {}),
    connectionString: url,
    max: size,
    pipeline: true,
    application_name: 'procura',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    options:
      '-c search_path=procura -c timezone=UTC -c statement_timeout=30000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=30000',
  })
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'))
  // A connection lost in the middle of a transaction fails its statements; unheard, it would end the process too.
  pool.on('connect', (client) =>
    client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost in use')),
  )
  return pool
}

/**
 * The pool of the job queue. The queue writes what it has read as JSON, which knows no exact integers: with them it
 * could not note that a job has failed, and nothing would be tried again.
 */
export function openJobsPool(url: string, size: number, log: Logger): pg.Pool {
  return openPool(url, size, log, {
    getTypeParser: (type: number, format?: 'text' | 'binary'): ((value: string) => unknown) =>
      type === pg.types.builtins.INT8 ? String : (pg.types.getTypeParser(type, format) as never),
  })
}

/** A code of PostgreSQL (`23505`, `40001`, …) when the error came from it. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** The name of the constraint that was broken, when one was. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
