import { sql } from 'kysely'
import { prepare, sqlBuilder } from './db.ts'
import type { Db } from './db.ts'
import { lockName, lockNumber } from './lock-name.ts'

const numberOf = (id: string) => lockNumber('turnstile', id)

const pass = prepare(({ person, one, other }: { person: bigint; one: bigint; other: bigint }) =>
  sqlBuilder.selectNoFrom([
    sql`pg_advisory_xact_lock_shared(${person})`.as('person'),
    sql`pg_advisory_xact_lock_shared(${one})`.as('one'),
    sql`pg_advisory_xact_lock_shared(${other})`.as('other'),
  ]),
)

/**
 * What every command goes through before it takes rows `for share`: that of its person, whatever session or key they
 * show, and then those of up to two accounts. PostgreSQL lets whoever shares a row pass by those who wait to have it
 * alone, so that orders which never stop would keep a revoke out for good; here they queue behind.
 */
export async function passTurnstiles(db: Db, person: string, one = person, other = one): Promise<void> {
  await db.first(pass({ person: numberOf(person), one: numberOf(one), other: numberOf(other) }))
}

/**
 * Taken before the row `for update` by whoever ends something of a customer or a partner, and by whoever ends sessions
 * or keys of a person: later commands wait, and those under way come to their end first.
 */
export async function shutTurnstile(db: Db, id: string): Promise<void> {
  await lockName(db, 'turnstile', id)
}
