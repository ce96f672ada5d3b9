import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'
import type { PasskeysTable } from '#kernel/tables.gen.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`
const challengeMinutes = 5

/** What a challenge is for; one for another thing opens nothing. */
export type ChallengePurpose = 'add' | 'sign_in' | 'step_up'

export interface Asked {
  readonly challengeHash: Buffer
  readonly purpose: ChallengePurpose
  /** The session that asks; null when nobody is signed in. */
  readonly sessionId: string | null
}

/** Keeps a challenge for five minutes, or until what it stands on ends. */
export function keepChallenge(tx: Tx, asked: Asked, endsBy: Date | null = null): void {
  const inMinutes = sql<Date>`${now} + ${sql.lit(challengeMinutes)} * interval '1 minute'`
  const expiresAt = sql<Date>`least(${inMinutes}, ${endsBy}::timestamptz)`
  tx.write(sqlBuilder.insertInto('passkeyChallenges').values({ ...asked, expiresAt }))
}

/** Uses a challenge up; false when it was asked for something else, by another session, before, or too long ago. */
export async function spendChallenge(db: Db, { challengeHash, purpose, sessionId }: Asked): Promise<boolean> {
  const row = await db.first(
    sqlBuilder
      .updateTable('passkeyChallenges')
      .set({ usedAt: now })
      .where('challengeHash', '=', challengeHash)
      .where('purpose', '=', purpose)
      .where('sessionId', 'is not distinct from', sessionId)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returning('purpose'),
  )
  return row !== undefined
}

/** Held until the end of the transaction, so that who adds two at once adds one after the other. */
export async function lockPasskeys(tx: Tx, identityId: string): Promise<void> {
  await lockName(tx, 'passkeys', identityId)
}

const livePasskeys = sqlBuilder.selectFrom('passkeys').where('removedAt', 'is', null)

export interface PasskeyRow {
  readonly id: string
  readonly credentialId: string
  readonly transports: readonly string[]
  readonly synced: boolean
  readonly name: string
  readonly addedAt: Date
  readonly lastUsedAt: Date | null
}

/** A person's own passkeys, the first they added first: never more than ten. */
export async function listPasskeys(db: Db, identityId: string): Promise<PasskeyRow[]> {
  return db.all(
    livePasskeys
      .select(['id', 'credentialId', 'transports', 'synced', 'name', 'addedAt', 'lastUsedAt'])
      .where('identityId', '=', identityId)
      .orderBy('id'),
  )
}

/** False when the credential is kept already, by whomever; also when it was removed. */
export async function insertPasskey(tx: Tx, row: Insertable<PasskeysTable>): Promise<boolean> {
  const kept = await tx.first(
    sqlBuilder
      .insertInto('passkeys')
      .values(row)
      .onConflict((conflict) => conflict.column('credentialId').doNothing())
      .returning('id'),
  )
  return kept !== undefined
}

/** True when it was there, the person's own. */
export async function removeOwnPasskey(tx: Tx, identityId: string, id: string, removedAt: Date): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('passkeys')
      .set({ removedAt })
      .where('id', '=', id)
      .where('identityId', '=', identityId)
      .where('removedAt', 'is', null)
      .returning('id'),
  )
  return row !== undefined
}

export interface PasskeyToVerify {
  readonly id: string
  readonly identityId: string
  readonly publicKey: Buffer
  readonly signCount: bigint
}

/** Whose a passkey is, taken `for update`: its counter is compared and moved by one request at a time. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<PasskeyToVerify | undefined> {
  return tx.first(
    livePasskeys
      .select(['id', 'identityId', 'publicKey', 'signCount'])
      .where('credentialId', '=', credentialId)
      .forUpdate(),
  )
}

export function markPasskeyUsed(tx: Tx, id: string, signCount: bigint): void {
  tx.write(sqlBuilder.updateTable('passkeys').set({ signCount, lastUsedAt: now }).where('id', '=', id))
}
