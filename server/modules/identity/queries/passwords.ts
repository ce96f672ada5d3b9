import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { resetMinutes } from '#contract/passwords.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

export async function findPasswordHash(db: Db, identityId: string): Promise<string> {
  const row = await db.first(sqlBuilder.selectFrom('identities').select('passwordHash').where('id', '=', identityId))
  return row?.passwordHash ?? ''
}

/** A session is started beside others; whoever ends a person's sessions, or sets the password, is alone. */
export type IdentityHold = 'shared' | 'alone'

/**
 * Holds a person's own row until the end of the transaction, and tells the hash of the password that counts now.
 * PostgreSQL so puts each start of a session before or after each end of them all: what began before is ended, and what
 * comes after stands on what was proven since.
 */
export async function holdIdentity(tx: Tx, identityId: string, hold: IdentityHold): Promise<string> {
  const own = sqlBuilder.selectFrom('identities').select('passwordHash').where('id', '=', identityId)
  const row = await tx.first(hold === 'alone' ? own.forUpdate() : own.forShare())
  return row?.passwordHash ?? ''
}

export function setPasswordHash(tx: Tx, identityId: string, passwordHash: string): void {
  tx.write(sqlBuilder.updateTable('identities').set({ passwordHash }).where('id', '=', identityId))
}

/** How many links were mailed to a person in the time that one is good. */
export async function countResets(db: Db, identityId: string): Promise<number> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('passwordResets')
      .select((select) => select.fn.countAll<bigint>().as('made'))
      .where('identityId', '=', identityId)
      .where('madeAt', '>', sql<Date>`${now} - ${sql.lit(resetMinutes)} * interval '1 minute'`),
  )
  return Number(row?.made ?? 0n)
}

/** Keeps a link in the place of those that were mailed before. */
export async function keepReset(db: Db, identityId: string, tokenHash: Buffer): Promise<void> {
  await endResets(db, identityId)
  const expiresAt = sql<Date>`${now} + ${sql.lit(resetMinutes)} * interval '1 minute'`
  await db.all(sqlBuilder.insertInto('passwordResets').values({ tokenHash, identityId, madeAt: now, expiresAt }))
}

/** Of several links only the last is good, and none after a password was set. */
export async function endResets(db: Db, identityId: string): Promise<void> {
  await db.all(
    sqlBuilder
      .updateTable('passwordResets')
      .set({ expiresAt: now })
      .where('identityId', '=', identityId)
      .where('expiresAt', '>', now),
  )
}

/** Uses a link up; false when it is good no more. */
export async function spendReset(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('passwordResets')
      .set({ usedAt: now })
      .where('tokenHash', '=', tokenHash)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returning('identityId'),
  )
  return row !== undefined
}

/** Whose a good link is, for knowing before the work of hashing a password and for holding their row. */
export async function findReset(db: Db, tokenHash: Buffer): Promise<string | undefined> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('passwordResets')
      .select('identityId')
      .where('tokenHash', '=', tokenHash)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now),
  )
  return row?.identityId
}
