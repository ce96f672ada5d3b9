import type pg from 'pg'

type Row = Readonly<Record<string, unknown>>

/** One row that a server has changed, as it was then. */
export interface ChangedRow {
  readonly table: string
  readonly row: Row
}

/** What one transaction of a server has committed. */
export interface Committed {
  readonly changes: readonly ChangedRow[]
  /** The events of the audit log that it wrote. */
  readonly events: readonly Row[]
}

/**
 * What has no event: what guards sign-in and retries, sign-in itself, which has a log of its own, mail, what is counted
 * from rows that have their event, and how far the talk with a broker has come.
 */
const beside = [
  'approval_links',
  'broker_operations',
  'brokers',
  'customer_summaries',
  'factor_tries',
  'idempotency_keys',
  'kept_mail',
  'passkey_challenges',
  'password_resets',
  'sessions',
  'sign_in_attempts',
  'sign_in_tries',
  'single_sign_on_attempts',
  'single_sign_on_starts',
  'single_sign_on_subjects',
  'verification_codes',
]
/** When something was used last is noted beside what it was used for; a passkey counts it, too. */
const besideColumns = ['last_used_at', 'sign_count', 'synced']

/**
 * Lets the database itself write down every row that a server changes, with its transaction; a change that is rolled
 * back leaves nothing. The product has no triggers: only this database has them.
 */
export async function openWitness(owner: pg.Pool): Promise<() => Promise<Committed[]>> {
  await owner.query('create schema witness')
  await owner.query(
    `create unlogged table witness.changes
       (no bigserial primary key, tx xid8 not null, name text not null, row jsonb not null)`,
  )
  // Only what a server's role has changed counts: tests set their scenes as the owner.
  await owner.query(
    `create function witness.see() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
     begin
       if session_user = 'procura_server' then
         insert into witness.changes (tx, name, row)
           values (pg_current_xact_id(), tg_table_name, to_jsonb(case when tg_op = 'DELETE' then old else new end));
       end if;
       return null;
     end $$`,
  )
  const { rows } = await owner.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(quote_ident(a.attname)) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'procura'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and c.relname <> all ($1) and a.attname <> all ($2)
     group by 1`,
    [beside, besideColumns],
  )
  for (const { name, columns } of rows)
    await owner.query(
      `create trigger see after insert or delete or update of ${columns.join(', ')}
       on procura.${name} for each row execute function witness.see()`,
    )
  return async () => {
    const found = await owner.query<ChangedRow & { tx: string }>(
      'select tx::text, name as table, row from witness.changes order by no',
    )
    return [...Map.groupBy(found.rows, ({ tx }) => tx).values()].map((all) => ({
      changes: all.filter(({ table }) => table !== 'audit_events'),
      events: all.filter(({ table }) => table === 'audit_events').map(({ row }) => row),
    }))
  }
}
