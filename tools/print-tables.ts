// Prints the row types of the migrated database as TypeScript, for kysely: `npm run tables`.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { prepareRoles } from '#kernel/database-roles.ts'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { migrate } from '#kernel/migrate.ts'

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: 'YES' | 'NO'
  has_default: boolean
}

const scalars: Record<string, string> = {
  text: 'string',
  int4: 'number',
  int8: 'bigint',
  bool: 'boolean',
  numeric: 'string',
  timestamptz: 'Date',
  date: 'string',
  bytea: 'Buffer',
  interval: 'string',
  _text: 'string[]',
}

function typeOf(column: Column): string {
  const base = column.udt_name === 'jsonb' ? 'Json' : scalars[column.udt_name]
  if (!base) throw new Error(`no type for ${column.udt_name} of ${column.table_name}.${column.column_name}`)
  const type = column.is_nullable === 'YES' ? `${base} | null` : base
  return column.has_default ? `Generated<${type}>` : type
}

const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** The text of `server/kernel/tables.gen.ts` for a migrated database. */
export async function printTables(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Column>(
    `select c.table_name, c.column_name, c.udt_name, c.is_nullable,
       (c.column_default is not null or c.is_identity = 'YES') as has_default
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'procura' and t.table_type = 'BASE TABLE' and c.table_name !~ '^migrations'
     order by c.table_name, c.ordinal_position`,
  )
  await client.end()
  const tables = Map.groupBy(rows, (row) => row.table_name)
  const lines = [
    '// Printed from the migrated database by `npm run tables`; a test fails when it is not up to date.',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    '/** Read as parsed; written as text that is JSON. */',
    'export type Json = ColumnType<unknown, string, string>',
    '',
  ]
  for (const [table, columns] of tables) {
    const name = camelCase(table)
    lines.push(`export interface ${name.charAt(0).toUpperCase()}${name.slice(1)}Table {`)
    for (const column of columns) lines.push(`  ${camelCase(column.column_name)}: ${typeOf(column)}`)
    lines.push('}', '')
  }
  lines.push('export interface Tables {')
  for (const table of tables.keys()) {
    const name = camelCase(table)
    lines.push(`  ${name}: ${name.charAt(0).toUpperCase()}${name.slice(1)}Table`)
  }
  lines.push('}', '')
  return lines.join('\n')
}

if (import.meta.main) {
  const dataDir = await mkdtemp(join(tmpdir(), 'procura-tables-'))
  await chmod(dataDir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir, fsync: false })
  const urls = await prepareRoles({ databaseUrl: server.url, secret: 'only for printing the tables, forty chars' })
  await migrate(urls)
  await writeFile('server/kernel/tables.gen.ts', await printTables(urls.ownerUrl))
  await server.stop()
  await rm(dataDir, { recursive: true })
}
