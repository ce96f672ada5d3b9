import type pg from 'pg'

/** What may change although a request was refused: the log, counts of attempts, and when something was last used. */
const mayChange = new Set([
  'procura.audit_events.*',
  'procura.sign_in_attempts.*',
  'procura.sign_in_tries.*',
  'procura.factor_tries.*',
  'procura.single_sign_on_starts.*',
  // What came back is used up before anybody is asked whether it is right.
  'procura.single_sign_on_attempts.used_at',
  'procura.verification_codes.tries',
  'procura.sessions.last_used_at',
  'procura.acting_sessions.last_used_at',
  'procura.api_keys.last_used_at',
])

/**
 * Lets every table of a test's own database write down that it was changed, by whatever statement and however little;
 * a change that is rolled back leaves nothing. The product has no triggers: only this database has them.
 */
export async function watchTables(owner: pg.Pool): Promise<() => Promise<string[]>> {
  await owner.query('create schema watch')
  await owner.query('create unlogged table watch.touched (name text not null)')
  await owner.query(
    `create function watch.touch() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
     begin insert into watch.touched values (tg_table_schema || '.' || tg_table_name || ' ' || lower(tg_op)); return null; end $$`,
  )
  const { rows } = await owner.query<{ table: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as table, array_agg(a.attname::text) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname in ('procura', 'graphile_worker') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
     group by 1`,
  )
  for (const { table: watched, columns } of rows) {
    if (mayChange.has(`${watched}.*`)) continue
    const counted = columns.filter((column) => !mayChange.has(`${watched}.${column}`))
    await owner.query(
      `create trigger touch after insert or delete or update of ${counted.map((name) => `"${name}"`).join(', ')}
       on ${watched} for each row execute function watch.touch()`,
    )
  }
  return async () => {
    const found = await owner.query<{ name: string }>(
      `with gone as (delete from watch.touched returning name) select distinct name from gone`,
    )
    return found.rows.map(({ name }) => name)
  }
}
