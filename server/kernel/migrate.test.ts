import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../tools/test-database.ts'

let database: TestDatabase
let directory: string

beforeEach(async () => {
  database = await createEmptyDatabase()
  directory = mkdtempSync(join(tmpdir(), 'procura-migrations-'))
})

afterEach(async () => {
  await database.drop()
  rmSync(directory, { recursive: true })
})

const write = (name: string, text: string) => writeFileSync(join(directory, name), text)
const run = () => migrate({ ...database, directory })

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

test('files run once each, in the order of their numbers, and others are passed over', async () => {
  write('0002-second.sql', `insert into steps values (2); insert into steps values (3);`)
  write('0001-first.sql', `create table steps (number int); insert into steps values (1);`)
  write('README.md', 'not SQL')
  await expect(run()).resolves.toEqual(['0001-first', '0002-second'])
  await expect(run()).resolves.toEqual([])
  write('0003-third.sql', `insert into steps values (4)`)
  await expect(run()).resolves.toEqual(['0003-third'])
  await expect(ask(database.ownerUrl, 'select array_agg(number) as all from procura.steps')).resolves.toEqual([
    { all: [1, 2, 3, 4] },
  ])
})

test('each schema belongs to its role, and the server may look into its own but make nothing', async () => {
  write('0001-first.sql', 'create table things (id int)')
  await run()
  await expect(
    ask(
      database.ownerUrl,
      `select nspname as schema, pg_get_userbyid(nspowner) as owner, has_schema_privilege('procura_server', oid, 'usage')
              as server_sees, has_schema_privilege('procura_server', oid, 'create') as server_makes
         from pg_namespace where nspname in ('procura', 'graphile_worker') order by 1`,
    ),
  ).resolves.toEqual([
    { schema: 'graphile_worker', owner: 'procura_jobs', server_sees: false, server_makes: false },
    { schema: 'procura', owner: 'procura_owner', server_sees: true, server_makes: false },
  ])
  await expect(
    ask(database.ownerUrl, `select tableowner from pg_tables where schemaname = 'procura' group by 1`),
  ).resolves.toEqual([{ tableowner: 'procura_owner' }])
  await expect(ask(database.serverUrl, 'select * from procura.things')).rejects.toMatchObject({ code: '42501' })
})

test('a file that fails names itself and the line, and nothing of any file is kept', async () => {
  write('0001-first.sql', 'create table things (id int)')
  write('0002-faulty.sql', 'create table others (id int);\n\nselect 1 fro things;\n')
  await expect(run()).rejects.toThrow('0002-faulty.sql, line 3, fails')
  await expect(
    ask(database.ownerUrl, `select to_regclass('procura.things') as things, to_regclass('procura.others') as others`),
  ).resolves.toEqual([{ things: null, others: null }])
  write('0002-faulty.sql', 'create table others (id int);')
  await expect(run()).resolves.toEqual(['0001-first', '0002-faulty'])
})

test('a database that a newer version migrated is refused and stays as it is', async () => {
  write('0001-first.sql', 'create table things (id int)')
  write('0002-newer.sql', 'create table newer (id int)')
  await run()
  rmSync(join(directory, '0002-newer.sql'))
  await expect(run()).rejects.toThrow(/newer.*0002-newer/)
  write('0003-other.sql', 'drop table things')
  await expect(run()).rejects.toThrow(/newer.*0002-newer/)
  await expect(ask(database.ownerUrl, `select to_regclass('procura.things') is null as lost`)).resolves.toEqual([
    { lost: false },
  ])
})

test('a file that slips in before one that has run is refused', async () => {
  write('0002-second.sql', 'create table things (id int)')
  await run()
  write('0001-late.sql', 'create table late (id int)')
  await expect(run()).rejects.toThrow('0001-late')
})

test('processes that migrate at once run each file once', async () => {
  write('0001-first.sql', 'create table steps (number int)')
  write('0002-second.sql', 'insert into steps values (1)')
  const ran = await Promise.all([run(), run(), run()])
  expect(ran.flat().sort()).toEqual(['0001-first', '0002-second'])
  await expect(ask(database.ownerUrl, 'select count(*)::int as rows from procura.steps')).resolves.toEqual([
    { rows: 1 },
  ])
})

test.each([
  ['Second.sql', ['Second.sql'], 'must be named'],
  ['two of one number', ['0001-a.sql', '0001-b.sql'], 'number 0001'],
])('%s is refused before anything runs', async (_, names, reason) => {
  for (const name of names) write(name, 'select 1')
  await expect(run()).rejects.toThrow(reason)
  await expect(ask(database.ownerUrl, `select to_regnamespace('procura') as schema`)).resolves.toEqual([
    { schema: null },
  ])
})

test('the tests’ databases have run every file of this checkout, by an owner who is no superuser', async () => {
  const clone = await createTestDatabase()
  try {
    await expect(migrate(clone)).resolves.toEqual([])
    const files = readdirSync(new URL('../migrations/', import.meta.url)).filter((name) => name.endsWith('.sql'))
    await expect(ask(clone.ownerUrl, 'select name from procura.migrations order by 1')).resolves.toEqual(
      files.sort().map((file) => ({ name: file.slice(0, -'.sql'.length) })),
    )
    await expect(ask(clone.serverUrl, `select current_setting('is_superuser') as super`)).resolves.toEqual([
      { super: 'off' },
    ])
  } finally {
    await clone.drop()
  }
})
