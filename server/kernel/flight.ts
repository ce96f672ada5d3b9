import pg from 'pg'

/** What this file uses of pg's connection: the messages of PostgreSQL's extended query protocol. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(message: { text: string; name: string; types: never[] }): void
  bind(message: {
    portal: string
    statement: string
    values: unknown[]
    binary: false
    valueMapper: (value: unknown) => unknown
  }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string; rows: number }): void
  sync(): void
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

interface Columns {
  readonly names: readonly string[]
  readonly parsers: readonly ((value: string) => unknown)[]
}

export interface Sent<R> {
  readonly rows: R[]
  /** The command tag, such as `INSERT` or `COMMIT`. */
  readonly tag: string
}

interface Part {
  readonly sql: string
  /** Undefined: parsed, planned and forgotten at once. */
  readonly name: string | undefined
  readonly values: unknown[]
  readonly rows: Record<string, unknown>[]
  /** Undefined until they are told, or known from before. */
  columns: Columns | undefined
  readonly done: (sent: Sent<unknown>) => void
  readonly fail: (error: Error) => void
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

/** Booleans, dates, lists and bytes as PostgreSQL reads them. */
function toWire(value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value) || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map(elementOf).join(',')}}`
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return JSON.stringify(value)
}

function elementOf(value: unknown): string {
  const text = toWire(value)
  return typeof text === 'string' ? `"${text.replace(/[\\"]/g, '\\$&')}"` : 'NULL'
}

/** The connection failed, and not a statement: nothing is known of what was under way on it. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

const identity = (value: unknown) => value

const noColumns: Columns = { names: [], parsers: [] }
/** What the named statements of a connection give back, once it has said so: it is asked for no more. */
const knownColumns = new WeakMap<Connection, Map<string, Columns>>()

function columnsOn(connection: Connection): Map<string, Columns> {
  const known = knownColumns.get(connection) ?? new Map<string, Columns>()
  knownColumns.set(connection, known)
  return known
}

/**
 * Several statements that travel as one message and are answered as one: pg sends a Sync after each statement, and
 * PostgreSQL answers each Sync with a packet of its own, which costs both sides more than the statements do. After one
 * that fails PostgreSQL skips the rest. Follows the extended query protocol (PostgreSQL 18, chapter 54.2.3).
 */
class Flight {
  readonly #parts: Part[] = []
  #known = new Map<string, Columns>()
  #at = 0

  add<R>(sql: string, name: string | undefined, parameters: readonly unknown[]): Promise<Sent<R>> {
    const values = parameters.map(toWire)
    return new Promise((done, fail) => {
      this.#parts.push({ sql, name, values, rows: [], columns: undefined, done: done as Part['done'], fail })
    })
  }

  /** Read by pg when PostgreSQL has parsed a statement: it is the one whose answer comes next. */
  get name(): string {
    return this.#parts[this.#at]?.name ?? ''
  }

  get text(): string {
    return this.#parts[this.#at]?.sql ?? ''
  }

  submit(connection: Connection): null {
    // pg writes each message by itself, and the socket would send each as a packet, for which PostgreSQL wakes up.
    connection.stream.cork()
    this.#known = columnsOn(connection)
    for (const part of this.#parts) {
      const { sql, name = '', values } = part
      const isKnown =
        name !== '' && (connection.parsedStatements[name] ?? connection.submittedNamedStatements[name]) !== undefined
      if (!isKnown) connection.parse({ text: sql, name, types: [] })
      if (name !== '' && !isKnown) connection.submittedNamedStatements[name] = sql
      connection.bind({ portal: '', statement: name, values, binary: false, valueMapper: identity })
      part.columns = this.#known.get(name)
      if (!part.columns) connection.describe({ type: 'P', name: '' })
      connection.execute({ portal: '', rows: 0 })
    }
    connection.sync()
    connection.stream.uncork()
    return null
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    const part = this.#parts[this.#at]
    if (!part) return
    part.columns = {
      names: fields.map(({ name }) => camelCase(name)),
      parsers: fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text') as (value: string) => unknown),
    }
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const part = this.#parts[this.#at]
    if (!part?.columns) return
    const { names, parsers } = part.columns
    const row: Record<string, unknown> = {}
    for (let place = 0; place < names.length; place++) {
      const value = fields[place]
      row[names[place] as string] = value === null || value === undefined ? null : parsers[place]?.(value)
    }
    part.rows.push(row)
  }

  handleCommandComplete({ text }: { text: string }): void {
    const part = this.#parts[this.#at++]
    if (!part) return
    if (part.name !== undefined) this.#known.set(part.name, part.columns ?? noColumns)
    part.done({ rows: part.rows, tag: text.split(' ', 1)[0] ?? '' })
  }

  handleEmptyQuery(): void {
    this.#parts[this.#at++]?.done({ rows: [], tag: '' })
  }

  handleError(error: Error, connection: Connection): void {
    const [failed, ...rest] = this.#parts.slice(this.#at)
    this.#at = this.#parts.length
    const cause = error instanceof pg.DatabaseError ? error : new ConnectionLost(error.message, { cause: error })
    failed?.fail(cause)
    for (const { name, fail } of rest) {
      // What was skipped was never parsed. It fails by the same error: whichever is heard first tells the cause.
      if (name !== undefined) delete connection.submittedNamedStatements[name]
      fail(cause)
    }
  }

  handleReadyForQuery(): void {
    for (const { fail } of this.#parts.slice(this.#at)) fail(new Error('a statement of a flight was not answered'))
  }

  handlePortalSuspended(): void {
    throw new Error('a flight asks for all rows')
  }

  handleCopyInResponse(): void {
    throw new Error('a flight copies nothing')
  }

  handleCopyData(): void {
    throw new Error('a flight copies nothing')
  }

  /** pg reads it to see whether somebody listens. */
  readonly callback = (): void => undefined
}

/** A way of sending on one connection: what one turn of the event loop produces leaves as one flight. */
export function flightsOn(
  client: pg.ClientBase,
): <R>(sql: string, name: string | undefined, parameters: readonly unknown[]) => Promise<Sent<R>> {
  let boarding: Flight | undefined
  return (sql, name, parameters) => {
    if (!boarding) {
      const flight = new Flight()
      boarding = flight
      process.nextTick(() => {
        boarding = undefined
        client.query(flight as unknown as pg.Submittable)
      })
    }
    return boarding.add(sql, name, parameters)
  }
}
