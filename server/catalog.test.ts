import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printTables } from '../tools/print-tables.ts'
import { createTestDatabase } from '../tools/test-database.ts'
import type { TestDatabase } from '../tools/test-database.ts'
import { findTenantTables, plain, plainTables } from './testing/tenant-tables.ts'
import pg from 'pg'

/** Indexes for what walks all channels at once, which no request does. Uniqueness never does. */
const acrossChannels = ['broker_operations_broker_id_idx']
const insertOnly = ['audit_events', 'expenditures', 'ledger_entries']

let database: TestDatabase
let owner: pg.Pool
let tenantTables: string[]
beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1, options: '-c search_path=procura' })
  owner.on('error', () => undefined)
  tenantTables = await findTenantTables(owner)
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

async function rows(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>(text, values)).rows
}

describe('the five data rules', () => {
  test('the named plain tables exist, and every other table is a tenant’s with channel_id first in its primary key', async () => {
    const found = await rows(
      `select c.relname as table, a.attname as first, a.attnotnull as required
       from pg_class c left join pg_index i on i.indrelid = c.oid and i.indisprimary
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where c.relnamespace = 'procura'::regnamespace and c.relkind in ('r', 'p')`,
    )
    expect(plainTables.filter((name) => !found.some(({ table }) => table === name))).toEqual([])
    const tenants = found.filter(({ table }) => tenantTables.includes(String(table)))
    expect(tenants.length).toBeGreaterThan(15)
    expect(tenants.filter(({ first, required }) => first !== 'channel_id' || !required)).toEqual([])
  })

  test('uniqueness is per channel, and every index of a tenant table begins with it', async () => {
    const found = await rows(
      `select c.relname as index, i.indisunique or i.indisexclusion as walls, a.attname as first
       from pg_index i join pg_class c on c.oid = i.indexrelid
       left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indrelid = any($1::text[]::regclass[])`,
      [tenantTables.map((name) => `procura.${name}`)],
    )
    const astray = found.filter(({ first }) => first !== 'channel_id')
    expect(astray.filter(({ walls }) => walls)).toEqual([])
    expect(astray.map(({ index }) => index)).toEqual(acrossChannels)
  })

  test('a reference goes to the same channel or to the public catalog, never from there to a tenant', async () => {
    const found = await rows(
      `select f.conname as name, t.relname as from_table, r.relname as to_table, f.confdeltype as on_delete,
         array(select a.attname::text from unnest(f.conkey) with ordinality k(num, n)
           join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.num order by n) as columns,
         array(select a.attname::text from unnest(f.confkey) with ordinality k(num, n)
           join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.num order by n) as targets
       from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_class r on r.oid = f.confrelid
       where f.contype = 'f' and f.connamespace = 'procura'::regnamespace`,
    )
    expect(found.length).toBeGreaterThan(20)
    const wrong = found.filter(({ from_table: from, to_table: to, columns, targets, on_delete: onDelete }) => {
      if (onDelete === 'n' || onDelete === 'd') return true
      const isTenant = tenantTables.includes(String(from))
      if (!tenantTables.includes(String(to))) return isTenant && !plain.reference.includes(String(to))
      return !isTenant || [columns, targets].some((names) => (names as string[])[0] !== 'channel_id')
    })
    expect(wrong).toEqual([])
  })

  test('no table has a trigger or a rule', async () => {
    const found = await rows(
      `select tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where not t.tgisinternal and c.relnamespace = 'procura'::regnamespace
       union all select rulename from pg_rules where schemaname = 'procura'`,
    )
    expect(found).toEqual([])
  })

  test('the printed row types are those of the migrated database', async () => {
    const printed = await printTables(database.ownerUrl)
    expect(readFileSync(new URL('kernel/tables.gen.ts', import.meta.url), 'utf8')).toBe(printed)
  })
})

describe('who may touch the tables', () => {
  test('row-level security is forced on every tenant table, with a policy for the server that tests the channel', async () => {
    const found = await rows(
      `select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced,
         array(select p.polname || ': ' || pg_get_expr(p.polqual, p.polrelid) from pg_policy p
           where p.polrelid = c.oid and 'procura_server'::regrole = any(p.polroles)) as policies,
         exists(select from pg_policy p where p.polrelid = c.oid and 0 = any(p.polroles)) as open
       from pg_class c where c.relnamespace = 'procura'::regnamespace and c.relname = any($1)`,
      [tenantTables],
    )
    expect(found).toHaveLength(tenantTables.length)
    expect(found.filter(({ forced, open, policies }) => !forced || open || (policies as []).length === 0)).toEqual([])
    const astray = found.flatMap(({ policies }) => policies as string[])
    expect(
      astray.filter((policy) => !policy.includes('procura.channel')).map((policy) => policy.split(':')[0]),
    ).toEqual([
      // The operator reads the partners of every channel, and nothing else of them.
      'operator_reads',
    ])
  })

  test('the server’s role owns nothing, is a member of nothing and passes no wall; the jobs’ role owns the queue alone', async () => {
    const strong = await rows(
      `select rolname from pg_roles where rolname like 'procura\\_%'
       and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    )
    expect(strong).toEqual([])
    expect(await rows(`select from pg_shdepend where deptype = 'o' and refobjid = 'procura_server'::regrole`)).toEqual(
      [],
    )
    expect(await rows(`select roleid::regrole from pg_auth_members where member = 'procura_server'::regrole`)).toEqual(
      [],
    )
    const owned = await rows(
      `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relowner = 'procura_jobs'::regrole and n.nspname !~ '^pg_toast'
       union all select nspname, '' from pg_namespace where nspowner = 'procura_jobs'::regrole
       union all select n.nspname, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.proowner = 'procura_jobs'::regrole`,
    )
    expect(owned.length).toBeGreaterThan(0)
    expect(owned.filter(({ schema }) => schema !== 'graphile_worker')).toEqual([])
    const [may] = await rows(
      `select has_schema_privilege('procura_server', 'procura', 'create') as make,
         has_schema_privilege('procura_server', 'graphile_worker', 'usage') as queue`,
    )
    expect(may).toEqual({ make: false, queue: false })
  })

  test('what was written stands: no update, delete or truncate of insert-only tables, and deleting is rare', async () => {
    const may = async (what: string) =>
      (
        await rows(
          `select c.relname from pg_class c where c.relnamespace = 'procura'::regnamespace and c.relkind in ('r', 'p')
           and has_table_privilege('procura_server', c.oid, $1) order by relname`,
          [what],
        )
      ).map(({ relname }) => String(relname))
    const written = await may('insert')
    expect(insertOnly.filter((name) => !written.includes(name))).toEqual([])
    expect(await may('truncate, trigger, references')).toEqual([])
    expect(await may('delete')).toEqual([
      'customer_tags',
      'idempotency_keys',
      'kept_mail',
      'passkey_challenges',
      'password_resets',
      'sign_in_tries',
      'single_sign_on_attempts',
      'single_sign_on_subjects',
    ])
    const columns = await rows(
      `select t as table from unnest($1::text[]) t where has_any_column_privilege('procura_server', 'procura.' || t, 'update')`,
      [[...insertOnly, 'sign_in_attempts', 'letters', 'migrations']],
    )
    expect(columns).toEqual([])
    const everyone = await rows(
      `select grantee from information_schema.role_table_grants where table_schema = 'procura' and grantee = 'PUBLIC'`,
    )
    expect(everyone).toEqual([])
  })

  test('a function that passes the walls has a fixed search path and is not everyone’s', async () => {
    const found = await rows(
      `select p.proname as name, coalesce(p.proconfig::text ~ 'search_path=.*pg_temp', false) as fixed,
         has_function_privilege('public', p.oid, 'execute') as everyone
       from pg_proc p where p.pronamespace = 'procura'::regnamespace and p.prosecdef`,
    )
    expect(found.length).toBeGreaterThan(2)
    expect(found.filter(({ fixed, everyone }) => !fixed || everyone)).toEqual([])
  })
})
