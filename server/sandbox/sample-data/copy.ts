import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { FilledTable, Row, SampleRows } from './rows.ts'

/** One transaction of the database's owner, in which sample data is loaded. */
export interface OwnerTransaction {
  read<R extends pg.QueryResultRow>(query: string): Promise<R[]>
  run(statement: string): Promise<void>
  /** Writes the rows of tables in their order. In those of `keepExisting`, what is there already stays as it is. */
  copy(tables: readonly FilledTable[], rows: SampleRows, keepExisting: readonly FilledTable[]): Promise<void>
  /** The name of a table in the database. */
  nameOf(this: void, table: FilledTable): string
}

/**
 * Does the work in one transaction: all of it stays, or nothing. Its commit does not wait for the disk: after a power
 * failure the whole of it may be missing, never a part, and whoever starts next begins again.
 */
export async function asOwner<R>(ownerUrl: string, work: (owner: OwnerTransaction) => Promise<R>): Promise<R> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    options: '-c search_path=procura -c timezone=UTC -c synchronous_commit=off',
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
    async copy(tables, rows, keepExisting) {
      let inserted: Promise<unknown> = Promise.resolve()
      for (const table of tables) {
        // PostgreSQL inserts one table while the next one is being written down here.
        const staged = stagedRows(table, rows[table])
        await inserted
        if (staged) ({ inserted } = await insertRows(client, table, staged, keepExisting.includes(table)))
      }
      await inserted
    },
    nameOf,
  }
}

interface Staged {
  readonly columns: string
  readonly text: string
}

/** The rows in COPY's text format. */
function stagedRows<T extends FilledTable>(_table: T, rows: readonly Row<T>[]): Staged | undefined {
  const [first] = rows
  if (first === undefined) return undefined
  const keys = Object.keys(first) as (keyof Row<T>)[]
  const text = rows.map((row) => keys.map((key) => fieldOf(row[key])).join('\t') + '\n').join('')
  return { columns: keys.map((key) => snakeCase(String(key))).join(', '), text }
}

/**
 * PostgreSQL refuses COPY into a table under row-level security, also for its owner. The rows go into a temporary
 * table first and from there through the wall by INSERT, so that the wall never has to come down. The promise inside
 * settles when they are in.
 */
async function insertRows(client: pg.Client, table: FilledTable, { columns, text }: Staged, keepExisting: boolean) {
  const staging = `staging_${snakeCase(table)}`
  await client.query(`create temporary table ${staging} (like ${nameOf(table)}) on commit drop`)
  const stream = client.query(copyFrom(`copy pg_temp.${staging} (${columns}) from stdin`))
  stream.end(text)
  await once(stream, 'finish')
  const conflicts = keepExisting ? ' on conflict do nothing' : ''
  const insert = `insert into ${nameOf(table)} (${columns}) select ${columns} from pg_temp.${staging}${conflicts}`
  return { inserted: client.query(insert) }
}

const nameOf = (table: FilledTable) => `procura.${snakeCase(table)}`

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** One value in COPY's text format: NULL is \N, and backslash, tab and line ends are escaped. */
function fieldOf(value: unknown): string {
  if (value === null) return '\\N'
  const text = textOf(value)
  return special.test(text) ? text.replaceAll(specials, (found) => escapes[found] ?? found) : text
}

const special = /[\\\t\n\r]/
const specials = new RegExp(special, 'g')
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
