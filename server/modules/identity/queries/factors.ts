import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`
const maxTries = 10
const triesMinutes = 60

/**
 * Whose tries are counted: a person's in whatever they began themselves, and apart from these a member's in what began
 * by the word of their account's provider. Whoever speaks for somebody there, rightly or not, so takes no try from the
 * person; and since a person has as many counts as accounts and one, guesses at one secret stay bounded.
 */
export interface Guesser {
  readonly identityId: string
  /** Null: the person. */
  readonly memberId: string | null
}

const tries = ({ identityId, memberId }: Guesser) =>
  sqlBuilder
    .updateTable('factorTries')
    .where('identityId', '=', identityId)
    .where('memberId', 'is not distinct from', memberId)

/**
 * Counts one more try; false when there were too many within the hour. Which is one statement, so that of several sent
 * at once no more are let through.
 */
export async function claimFactorTry(db: Db, guesser: Guesser): Promise<boolean> {
  const isOver = sql<boolean>`factor_tries.since < ${now} - ${sql.lit(triesMinutes)} * interval '1 minute'`
  const row = await db.first(
    sqlBuilder
      .insertInto('factorTries')
      .values({ ...guesser, tries: 1, since: now })
      .onConflict((conflict) =>
        conflict
          .columns(['identityId', 'memberId'])
          .doUpdateSet({
            tries: sql<number>`case when ${isOver} then 1 else factor_tries.tries + 1 end`,
            since: sql<Date>`case when ${isOver} then ${now} else factor_tries.since end`,
          })
          .where((either) => either.or([isOver, either('factorTries.tries', '<', maxTries)])),
      )
      .returning('tries'),
  )
  return row !== undefined
}

/** A try that was right is none of those that count, whatever others there were. */
export function giveTryBack(tx: Tx, guesser: Guesser): void {
  tx.write(tries(guesser).set((set) => ({ tries: sql<number>`greatest(${set.ref('tries')} - 1, 0)` })))
}

/** Who has got it right starts counting anew. */
export function forgetTries(tx: Tx, guesser: Guesser): void {
  tx.write(tries(guesser).set({ tries: 0 }))
}

export interface AuthenticatorApp {
  readonly sealedSecret: string
  readonly addedAt: Date
  readonly isConfirmed: boolean
  /** What the clocks of phones show: the sandbox shifts its own, and not theirs. */
  readonly worldClock: Date
}

export async function findAuthenticatorApp(db: Db, identityId: string): Promise<AuthenticatorApp | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('authenticatorApps')
      .select(['sealedSecret', 'addedAt', sql<boolean>`confirmed_at is not null`.as('isConfirmed')])
      .select(sql<Date>`clock_timestamp()`.as('worldClock'))
      .where('identityId', '=', identityId)
      .where('removedAt', 'is', null),
  )
}

/** An app that was begun and never confirmed, or that was removed, gives way; false where another stays. */
export async function keepAuthenticatorApp(
  tx: Tx,
  identityId: string,
  sealedSecret: string,
  addedAt: Date,
): Promise<boolean> {
  const begun = { sealedSecret, addedAt, confirmedAt: null, removedAt: null, lastStep: 0n }
  const row = await tx.first(
    sqlBuilder
      .insertInto('authenticatorApps')
      .values({ identityId, ...begun })
      .onConflict((conflict) =>
        conflict
          .column('identityId')
          .doUpdateSet(begun)
          .where((either) =>
            either.or([
              either('authenticatorApps.confirmedAt', 'is', null),
              either('authenticatorApps.removedAt', 'is not', null),
            ]),
          ),
      )
      .returning('identityId'),
  )
  return row !== undefined
}

/** Takes the code of one step, of this very secret; false when that code or a later one was taken before. */
export async function claimStep(tx: Tx, identityId: string, sealedSecret: string, step: bigint): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('authenticatorApps')
      .set({ lastStep: step })
      .where('identityId', '=', identityId)
      .where('sealedSecret', '=', sealedSecret)
      .where('removedAt', 'is', null)
      .where('lastStep', '<', step)
      .returning('identityId'),
  )
  return row !== undefined
}

/** False when it is confirmed already. */
export async function confirmApp(tx: Tx, identityId: string, confirmedAt: Date): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('authenticatorApps')
      .set({ confirmedAt })
      .where('identityId', '=', identityId)
      .where('confirmedAt', 'is', null)
      .returning('identityId'),
  )
  return row !== undefined
}

/** True when there was one to remove. */
export async function removeApp(tx: Tx, identityId: string, removedAt: Date): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('authenticatorApps')
      .set({ removedAt })
      .where('identityId', '=', identityId)
      .where('confirmedAt', 'is not', null)
      .where('removedAt', 'is', null)
      .returning('identityId'),
  )
  return row !== undefined
}

/** Ends the recovery codes that a person has, and puts others in their place. */
export function replaceRecoveryCodes(tx: Tx, identityId: string, hashes: readonly Buffer[], madeAt: Date): void {
  tx.write(
    sqlBuilder
      .updateTable('recoveryCodes')
      .set({ endedAt: madeAt })
      .where('identityId', '=', identityId)
      .where('endedAt', 'is', null),
  )
  if (hashes.length > 0)
    tx.write(
      sqlBuilder.insertInto('recoveryCodes').values(hashes.map((codeHash) => ({ codeHash, identityId, madeAt }))),
    )
}

/** Uses a recovery code up; false when it is none of the person's, or no more. */
export async function spendRecoveryCode(tx: Tx, identityId: string, codeHash: Buffer): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('recoveryCodes')
      .set({ usedAt: now })
      .where('codeHash', '=', codeHash)
      .where('identityId', '=', identityId)
      .where('usedAt', 'is', null)
      .where('endedAt', 'is', null)
      .returning('identityId'),
  )
  return row !== undefined
}

/** How many recovery codes are left, and since when; undefined where none were made. */
export async function countRecoveryCodes(
  db: Db,
  identityId: string,
): Promise<{ left: number; madeAt: Date } | undefined> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('recoveryCodes')
      .select([
        sql<bigint>`count(*) filter (where used_at is null)`.as('left'),
        sql<Date | null>`max(made_at)`.as('at'),
      ])
      .where('identityId', '=', identityId)
      .where('endedAt', 'is', null),
  )
  return row?.at ? { left: Number(row.left), madeAt: row.at } : undefined
}
