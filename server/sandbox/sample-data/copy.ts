import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { FilledTable, Row } from './rows.ts'

/** One transaction of the database's owner, in which sample data is loaded. */
export interface OwnerTransaction {
  read<R extends pg.QueryResultRow>(query: string): Promise<R[]>
  run(statement: string): Promise<void>
  /** The name of a table in the database. */
  nameOf(table: FilledTable): string
  /** Writes rows; those that are there already stay as they are when `keepExisting` is set. */
  copy<T extends FilledTable>(table: T, rows: readonly Row<T>[], keepExisting?: boolean): Promise<void>
}

/** Does the work in one transaction: all of it stays, or nothing. */
export async function asOwner<R>(ownerUrl: string, work: (owner: OwnerTransaction) => Promise<R>): Promise<R> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    options: '-c search_path=procura -c timezone=UTC -c synchronous_commit=on',
  })
  // A connection that breaks fails the statement under way; without a listener it would end the process too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    const result = await work(transactionOf(client))
    await client.query('commit')
    return result
  } finally {
    // Ending the connection undoes what was not committed.
    await client.end()
  }
}

function transactionOf(client: pg.Client): OwnerTransaction {
  return {
    async read<R extends pg.QueryResultRow>(query: string) {
      return (await client.query<R>(query)).rows
    },
    async run(statement) {
      await client.query(statement)
    },
    nameOf: snakeCase,
    copy: (table, rows, keepExisting = false) => copyRows(client, table, rows, keepExisting),
  }
}

/**
 * PostgreSQL refuses COPY into a table under row-level security, also for its owner. The rows go into a temporary
 * table first and from there through the wall by INSERT, so that the wall never has to come down.
 */
async function copyRows<T extends FilledTable>(
  client: pg.Client,
  table: T,
  rows: readonly Row<T>[],
  keepExisting: boolean,
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const keys = Object.keys(first) as (keyof Row<T>)[]
  const columns = keys.map((key) => snakeCase(String(key))).join(', ')
  const target = `procura.${snakeCase(table)}`
  const staging = `pg_temp.staging_${snakeCase(table)}`
  await client.query(`create temporary table ${staging.slice('pg_temp.'.length)} (like ${target}) on commit drop`)
  const stream = client.query(copyFrom(`copy ${staging} (${columns}) from stdin`))
  stream.end(rows.map((row) => keys.map((key) => fieldOf(row[key])).join('\t') + '\n').join(''))
  await once(stream, 'finish')
  const conflicts = keepExisting ? ' on conflict do nothing' : ''
  await client.query(`insert into ${target} (${columns}) select ${columns} from ${staging}${conflicts}`)
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** One value in COPY's text format: NULL is \N, and backslash, tab and line ends are escaped. */
function fieldOf(value: unknown): string {
  if (value === null) return '\\N'
  return textOf(value).replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found)
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map((item) => quoted(String(item))).join(',')}}`
  throw new Error(`Sample data cannot hold ${typeof value}`)
}

const quoted = (item: string) => `"${item.replace(/["\\]/g, (found) => `\\${found}`)}"`
