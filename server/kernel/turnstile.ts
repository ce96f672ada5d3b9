import type { Db } from './db.ts'
import { lockName, lockNumber } from './lock-name.ts'
import type { Lock } from './lock-name.ts'

/**
 * What every command goes through before it takes rows `for share`: that of its person, whatever session or key they
 * show, and then those of up to two accounts. PostgreSQL lets whoever shares a row pass by those who wait to have it
 * alone, so that orders which never stop would keep a revoke out for good; here they queue behind.
 */
export const passing = (id: string): Lock => ({ number: lockNumber('turnstile', id), isShared: true })

/**
 * Taken before the row `for update` by whoever ends something of a customer or a partner, and by whoever ends sessions
 * or keys of a person: later commands wait, and those under way come to their end first.
 */
export const shutting = (id: string): Lock => ({ number: lockNumber('turnstile', id), isShared: false })

/** Shuts a turnstile in the middle of a transaction. */
export async function shutTurnstile(db: Db, id: string): Promise<void> {
  await lockName(db, 'turnstile', id)
}
