import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { resetMinutes } from '#contract/passwords.ts'
import { maxResetsAtATime } from '../rules.ts'

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

/**
 * Keeps a link in the place of the one before; false when too many were mailed in the time that one is good. Which is
 * one statement, so that of several jobs at once the last has made the only good link, and none is one too many.
 */
export async function keepReset(db: Db, identityId: string, tokenHash: Buffer): Promise<boolean> {
  const goodFor = sql`${sql.lit(resetMinutes)} * interval '1 minute'`
  const isOver = sql<boolean>`password_resets.since < ${now} - ${goodFor}`
  const link = { tokenHash, expiresAt: sql<Date>`${now} + ${goodFor}`, usedAt: null }
  const row = await db.first(
    sqlBuilder
      .insertInto('passwordResets')
      .values({ identityId, ...link, mailed: 1, since: now })
      .onConflict((conflict) =>
        conflict
          .column('identityId')
          .doUpdateSet({
            ...link,
            mailed: sql<number>`case when ${isOver} then 1 else password_resets.mailed + 1 end`,
            since: sql<Date>`case when ${isOver} then ${now} else password_resets.since end`,
          })
          .where((either) => either.or([isOver, either('passwordResets.mailed', '<', maxResetsAtATime)])),
      )
      .returning('identityId'),
  )
  return row !== undefined
}

/** One link fewer was mailed, whichever: another may have taken its place meanwhile. */
export async function uncountReset(db: Db, identityId: string): Promise<void> {
  await db.all(
    sqlBuilder
      .updateTable('passwordResets')
      .set(({ eb }) => ({ mailed: eb('mailed', '-', 1) }))
      .where('identityId', '=', identityId)
      .where('mailed', '>', 0),
  )
}

/** The link is good no more after a password was set. */
export async function endReset(db: Db, identityId: string): Promise<void> {
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
