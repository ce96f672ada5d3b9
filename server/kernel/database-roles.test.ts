import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { prepareRoles } from './database-roles.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { migrate } from './migrate.ts'

// Roles belong to a whole server: these tests drop them, and so have a server of their own.
let server: EmbeddedPostgres
let dataDir: string
let adminUrl: string

const secret = 'a secret of at least thirty-two characters'
const noFiles = mkdtempSync(join(tmpdir(), 'procura-no-migrations-'))

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'procura-roles-'))
  chmodSync(dataDir, 0o755)
  server = await startEmbeddedPostgres({ dataDir, fsync: false })
})

afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
  rmSync(noFiles, { recursive: true })
})

beforeEach(async () => {
  await ask(server.url, 'drop database if exists shop with (force)')
  await ask(server.url, 'drop role if exists procura_owner, procura_server, procura_jobs, dba')
  await ask(server.url, 'create database shop')
  adminUrl = inShop(server.url)
})

async function ask(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

function inShop(url: string, user?: string): string {
  const there = new URL(url)
  there.pathname = '/shop'
  if (user !== undefined) {
    there.username = user
    there.password = 'pw'
  }
  return there.href
}

test('a superuser’s URL makes three roles without any right of a superuser', async () => {
  const urls = await prepareRoles({ databaseUrl: adminUrl, secret })
  for (const [url, role] of [
    [urls.serverUrl, 'procura_server'],
    [urls.ownerUrl, 'procura_owner'],
    [urls.jobsUrl, 'procura_jobs'],
  ] as const) {
    const [row] = await ask(
      url,
      `select current_user as role, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong,
              has_database_privilege(current_database(), 'create') as may_create
         from pg_roles where rolname = current_user`,
    )
    expect(row).toEqual({ role, strong: false, may_create: role !== 'procura_server' })
  }
})

test('the server enqueues jobs through the owner’s function and in no other way', async () => {
  const urls = await prepareRoles({ databaseUrl: adminUrl, secret })
  await migrate({ ...urls, directory: noFiles })
  await ask(
    urls.ownerUrl,
    `create function procura.enqueue(task text) returns void language sql security definer
       set search_path = pg_catalog, pg_temp as 'select graphile_worker.add_job(task)'`,
    'grant execute on function procura.enqueue to procura_server',
  )
  await ask(urls.serverUrl, `select procura.enqueue('greet')`)
  await expect(ask(urls.serverUrl, `select graphile_worker.add_job('greet')`)).rejects.toMatchObject({ code: '42501' })
  await expect(ask(urls.jobsUrl, 'select task_identifier from graphile_worker.jobs')).resolves.toEqual([
    { task_identifier: 'greet' },
  ])
  await expect(ask(urls.jobsUrl, 'create table procura.mine ()')).rejects.toMatchObject({ code: '42501' })
})

test('processes that start at once, and later ones, come to the same working URLs', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => prepareRoles({ databaseUrl: adminUrl, secret })))
  all.push(await prepareRoles({ databaseUrl: adminUrl, secret }))
  expect(new Set(all.map((urls) => JSON.stringify(urls))).size).toBe(1)
  for (const url of Object.values(all[0]!)) await expect(ask(url, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
})

test('processes of two databases on one server make the roles at once', async () => {
  const both = [adminUrl, server.url]
  const all = await Promise.all([...both, ...both, ...both].map((databaseUrl) => prepareRoles({ databaseUrl, secret })))
  for (const { ownerUrl } of all) await expect(ask(ownerUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  await ask(server.url, 'drop owned by procura_owner, procura_jobs, procura_server')
})

test('roles that were changed are mended: another password, rights too many, no login', async () => {
  const { serverUrl } = await prepareRoles({ databaseUrl: adminUrl, secret })
  await ask(adminUrl, `alter role procura_server superuser bypassrls createdb nologin password 'other'`)
  await expect(ask(serverUrl, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await prepareRoles({ databaseUrl: adminUrl, secret })
  await expect(
    ask(
      serverUrl,
      'select rolsuper or rolbypassrls or rolcreatedb as strong from pg_roles where rolname = current_user',
    ),
  ).resolves.toEqual([{ strong: false }])
})

test('a role that owns the database and may create roles is enough, and no superuser is needed', async () => {
  await ask(adminUrl, `create role dba login createrole password 'pw'`, 'alter database shop owner to dba')
  const databaseUrl = inShop(server.url, 'dba')
  await prepareRoles({ databaseUrl, secret })
  const urls = await prepareRoles({ databaseUrl, secret })
  await migrate({ ...urls, directory: noFiles })
  await expect(ask(urls.ownerUrl, `select (graphile_worker.add_job('greet')).id is not null as done`)).resolves.toEqual(
    [{ done: true }],
  )
})

test('without superuser, a server role that could pass the walls is refused with the statement that mends it', async () => {
  await ask(adminUrl, `create role dba login createrole password 'pw'`, 'alter database shop owner to dba')
  const databaseUrl = inShop(server.url, 'dba')
  await prepareRoles({ databaseUrl, secret })
  await ask(adminUrl, 'alter role procura_server bypassrls')
  await expect(prepareRoles({ databaseUrl, secret })).rejects.toThrow(
    'alter role procura_server nosuperuser nobypassrls',
  )
})

test.each([
  ['may not create roles', `create role dba login password 'pw'`],
  ['may create roles and not grant on the database', `create role dba login createrole password 'pw'`],
])('a role that %s is refused, nothing is made, and the SQL it prints does the work', async (_, create) => {
  await ask(adminUrl, create)
  const databaseUrl = inShop(server.url, 'dba')
  const refused = await prepareRoles({ databaseUrl, secret }).then(
    () => '',
    (error: unknown) => (error as Error).message,
  )
  expect(refused).toContain('DATABASE_OWNER_URL')
  await expect(ask(adminUrl, `select from pg_roles where rolname like 'procura%'`)).resolves.toEqual([])

  const printed = refused.match(/^ {2}(create|grant) .*;$/gm) ?? []
  await ask(adminUrl, ...printed.map((line) => line.replace('<choose one>', 'pw')))
  const urls = await prepareRoles({
    databaseUrl: inShop(server.url, 'procura_server'),
    ownerUrl: inShop(server.url, 'procura_owner'),
    jobsUrl: inShop(server.url, 'procura_jobs'),
    secret,
  })
  await migrate({ ...urls, directory: noFiles })
  await expect(ask(urls.ownerUrl, `select (graphile_worker.add_job('greet')).id is not null as done`)).resolves.toEqual(
    [{ done: true }],
  )
})

test('roles that exist and are not ours to change are refused with the SQL', async () => {
  await ask(adminUrl, 'create role procura_owner superuser', `create role dba login createrole password 'pw'`)
  await expect(prepareRoles({ databaseUrl: inShop(server.url, 'dba'), secret })).rejects.toThrow(
    'alter role procura_owner nosuperuser',
  )
})

test('three URLs are used as they are, and two are a mistake', async () => {
  const three = { databaseUrl: 'postgres://s@x/d', ownerUrl: 'postgres://o@x/d', jobsUrl: 'postgres://j@x/d', secret }
  const { databaseUrl: serverUrl, ownerUrl, jobsUrl } = three
  await expect(prepareRoles(three)).resolves.toEqual({ serverUrl, ownerUrl, jobsUrl })
  await expect(prepareRoles({ ...three, jobsUrl: undefined })).rejects.toThrow('DATABASE_JOBS_URL')
})
