import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { prepare, sqlBuilder } from './db.ts'
import type { Db } from './db.ts'

/** What is held by a name. Each kind has a space of its own: no name of one is ever the name of another. */
export type LockKind =
  | 'api keys'
  | 'budgets'
  | 'codes'
  | 'domain'
  | 'idempotency key'
  | 'letters'
  | 'passkeys'
  | 'settings'
  | 'summary'
  | 'turnstile'

/**
 * The number by which PostgreSQL knows such a lock. Parts of names are chosen by callers, and PostgreSQL's own hashes
 * can be turned round: whoever may choose a name could then choose whose lock it takes, and hold it. This one cannot.
 */
export function lockNumber(kind: LockKind, ...name: readonly string[]): bigint {
  return createHash('sha256')
    .update(JSON.stringify([kind, ...name]))
    .digest()
    .readBigInt64BE()
}

/** A lock on a name: held beside others who share it, or alone. */
export interface Lock {
  readonly number: bigint
  readonly isShared: boolean
}

const lock = prepare(({ number }: { number: bigint }) =>
  sqlBuilder.selectNoFrom(sql`pg_advisory_xact_lock(${number})`.as('locked')),
)

/** Held alone until the end of the transaction. */
export async function lockName(db: Db, kind: LockKind, ...name: readonly string[]): Promise<void> {
  await db.first(lock({ number: lockNumber(kind, ...name) }))
}
