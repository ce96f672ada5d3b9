import type { Prepared } from './db.ts'

type Sendable = Pick<Prepared<unknown>, 'sql' | 'parameters'>

const target = /^\s*(?:insert into|update|delete from) "?procura"?\."?(\w+)"?/i
const tables = /\bprocura"?\."?\w+/gi
const enqueuing = /^\s*select procura\.enqueue\(/i

/** What a write is to its neighbours: an insertion into the queue, a write on one table alone, or neither. */
type Kind = { readonly enqueues: boolean; readonly table: string | undefined }

const kinds = new Map<string, Kind>()

function kindOf(sql: string): Kind {
  const known = kinds.get(sql)
  if (known) return known
  const found = target.exec(sql)?.[1]
  const table = found !== undefined && sql.match(tables)?.length === 1 ? found : undefined
  const kind = { enqueues: enqueuing.test(sql), table }
  if (kinds.size < maxKept) kinds.set(sql, kind)
  return kind
}

function renumber(sql: string, by: number): string {
  return by === 0 ? sql : sql.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`)
}

/** The text of each group that was joined before, found by one statement of it after the other. */
interface Joined {
  text?: string
  readonly next: Map<string, Joined>
}

const maxKept = 300
const joined: Joined = { next: new Map() }
let kept = 0

function textOf(writes: readonly Sendable[]): string {
  let at: Joined | undefined = joined
  for (const { sql } of writes) {
    let next: Joined | undefined = at?.next.get(sql)
    if (!next && at && kept < maxKept) {
      next = { next: new Map() }
      at.next.set(sql, next)
      kept++
    }
    at = next
  }
  if (!at) return joinTexts(writes)
  at.text ??= joinTexts(writes)
  return at.text
}

function joinTexts(writes: readonly Sendable[]): string {
  const parts: string[] = []
  const selected: string[] = []
  let count = 0
  for (const { sql, parameters } of writes) {
    const text = renumber(sql, count)
    if (kindOf(sql).enqueues) selected.push(`(${text})`)
    else parts.push(`w${parts.length} as (${text})`)
    count += parameters.length
  }
  const head = parts.length > 0 ? `with ${parts.join(', ')} ` : ''
  return `${head}select ${selected.length > 0 ? selected.join(', ') : '1'}`
}

/**
 * Joins writes that touch different tables, and read none, into one statement: PostgreSQL has less to do for it. The
 * parts of one statement do not see each other, so a write on a table that is taken already begins a new one. The order
 * of the statements stays.
 */
export function batch(writes: readonly Sendable[]): Sendable[] {
  const statements: Sendable[] = []
  let group: Sendable[] = []
  let taken = new Set<string>()
  const close = () => {
    const [only, second] = group
    if (only && !second) statements.push(only)
    else if (only) statements.push({ sql: textOf(group), parameters: group.flatMap(({ parameters }) => parameters) })
    group = []
    taken = new Set()
  }
  for (const write of writes) {
    const kind = kindOf(write.sql)
    const table = kind.enqueues ? `job ${group.length}` : kind.table
    if (table === undefined || taken.has(table)) close()
    if (table === undefined) statements.push(write)
    else {
      group.push(write)
      taken.add(table)
    }
  }
  close()
  return statements
}
