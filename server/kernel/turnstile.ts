import { sql } from 'kysely'
import { prepare, sqlBuilder } from './db.ts'
import type { Db } from './db.ts'

const keyOf = (id: string) => sql`hashtextextended(${id}, 0)`

const pass = prepare(({ one, other }: { one: string; other: string }) =>
  sqlBuilder.selectNoFrom([
    sql`pg_advisory_xact_lock_shared(${keyOf(one)})`.as('one'),
    sql`pg_advisory_xact_lock_shared(${keyOf(other)})`.as('other'),
  ]),
)
const shut = prepare(({ id }: { id: string }) =>
  sqlBuilder.selectNoFrom(sql`pg_advisory_xact_lock(${keyOf(id)})`.as('locked')),
)

/**
 * What every command goes through before it takes rows `for share`. PostgreSQL lets whoever shares a row pass by those
 * who wait to have it alone, so that orders which never stop would keep a revoke out for good; here they queue behind.
 */
export async function passTurnstile(db: Db, one: string, other: string): Promise<void> {
  await db.first(pass({ one, other }))
}

/** Taken before the row `for update` by whoever ends something of a customer or a partner: later commands wait. */
export async function shutTurnstile(db: Db, id: string): Promise<void> {
  await db.first(shut({ id }))
}
