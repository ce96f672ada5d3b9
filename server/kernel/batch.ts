import type { Prepared } from './db.ts'

type Sendable = Pick<Prepared<unknown>, 'sql' | 'parameters'>

const target = /^\s*(?:insert into|update|delete from) "?procura"?\."?(\w+)"?/i
const tables = /\bprocura"?\."?\w+/gi
const enqueuing = /^\s*select procura\.enqueue\(/i
const maxMerged = 300
const merged = new Map<string, string>()

/** The one table a plain write names; undefined for a statement that names another table beside it. */
function onlyTable(sql: string): string | undefined {
  const found = target.exec(sql)?.[1]
  return found !== undefined && sql.match(tables)?.length === 1 ? found : undefined
}

function renumber(sql: string, by: number): string {
  return by === 0 ? sql : sql.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`)
}

function mergeTexts(writes: readonly Sendable[]): string {
  const key = writes.map(({ sql }) => sql).join('\n')
  const known = merged.get(key)
  if (known !== undefined) return known
  const parts: string[] = []
  const selected: string[] = []
  let count = 0
  for (const { sql, parameters } of writes) {
    const text = renumber(sql, count)
    if (enqueuing.test(sql)) selected.push(`(${text})`)
    else parts.push(`w${parts.length} as (${text})`)
    count += parameters.length
  }
  const head = parts.length > 0 ? `with ${parts.join(', ')} ` : ''
  const text = `${head}select ${selected.length > 0 ? selected.join(', ') : '1'}`
  if (merged.size < maxMerged) merged.set(key, text)
  return text
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
    else if (only)
      statements.push({ sql: mergeTexts(group), parameters: group.flatMap(({ parameters }) => [...parameters]) })
    group = []
    taken = new Set()
  }
  for (const write of writes) {
    const table = enqueuing.test(write.sql) ? `job ${group.length}` : onlyTable(write.sql)
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
