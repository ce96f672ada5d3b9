import { sql } from 'kysely'
import { singleSignOnMinutes } from '#contract/single-sign-on.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

export interface NewAttempt {
  readonly stateHash: Buffer
  readonly browserHash: Buffer
  readonly accountId: string
  readonly identityProviderId: string
  readonly redirectUri: string
  readonly nonce: string
  readonly sealedVerifier: string
}

export function insertAttempt(tx: Tx, attempt: NewAttempt): void {
  const expiresAt = sql<Date>`${now} + ${sql.lit(singleSignOnMinutes)} * interval '1 minute'`
  tx.write(sqlBuilder.insertInto('singleSignOnAttempts').values({ ...attempt, expiresAt }))
}

export type Attempt = Pick<NewAttempt, 'identityProviderId' | 'redirectUri' | 'nonce' | 'sealedVerifier'>

/** Uses an attempt up; undefined when it is none, another account's or browser's, used, or too old. */
export async function spendAttempt(
  db: Db,
  { stateHash, browserHash, accountId }: Pick<NewAttempt, 'stateHash' | 'browserHash' | 'accountId'>,
): Promise<Attempt | undefined> {
  return db.first(
    sqlBuilder
      .updateTable('singleSignOnAttempts')
      .set({ usedAt: now })
      .where('stateHash', '=', stateHash)
      .where('browserHash', '=', browserHash)
      .where('accountId', '=', accountId)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returning(['identityProviderId', 'redirectUri', 'nonce', 'sealedVerifier']),
  )
}

export interface Subject {
  readonly accountId: string
  readonly issuer: string
  readonly subject: string
  readonly memberId: string
}

/**
 * Binds a member to whom the issuer knows, where neither is bound; true when they are bound to each other. Of several
 * first times at once one binds, and the others find what it has bound.
 */
export async function bindSubject(tx: Tx, { accountId, issuer, subject, memberId }: Subject): Promise<boolean> {
  await tx.all(
    sqlBuilder
      .insertInto('singleSignOnSubjects')
      .values({ accountId, issuer, subject, memberId, boundAt: now })
      .onConflict((conflict) => conflict.doNothing()),
  )
  const bound = await tx.first(
    sqlBuilder
      .selectFrom('singleSignOnSubjects')
      .select('memberId')
      .where('accountId', '=', accountId)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .where('memberId', '=', memberId),
  )
  return bound !== undefined
}

/** In the time for which one is good, so many are begun at one account's provider. */
export const maxStarts = 1000

/**
 * Counts one more that is begun; false when there were too many lately. Which is one statement, so that of several sent
 * at once no more are let through.
 */
export async function claimStart(db: Db, accountId: string): Promise<boolean> {
  const minutes = sql.lit(singleSignOnMinutes)
  const isOver = sql<boolean>`single_sign_on_starts.since < ${now} - ${minutes} * interval '1 minute'`
  const row = await db.first(
    sqlBuilder
      .insertInto('singleSignOnStarts')
      .values({ accountId, starts: 1, since: now })
      .onConflict((conflict) =>
        conflict
          .column('accountId')
          .doUpdateSet({
            starts: sql<number>`case when ${isOver} then 1 else single_sign_on_starts.starts + 1 end`,
            since: sql<Date>`case when ${isOver} then ${now} else single_sign_on_starts.since end`,
          })
          .where((either) => either.or([isOver, either('singleSignOnStarts.starts', '<', maxStarts)])),
      )
      .returning('starts'),
  )
  return row !== undefined
}

/** No more at a time than is done in a moment. */
const maxSwept = 5000

/** Takes away every attempt that is over. */
export async function sweepAttempts(db: Db): Promise<void> {
  const over = sqlBuilder.selectFrom('singleSignOnAttempts').select('stateHash').where('expiresAt', '<', now)
  const some = sqlBuilder.deleteFrom('singleSignOnAttempts').where('stateHash', 'in', over.limit(maxSwept))
  while ((await db.all(some.returning('stateHash'))).length === maxSwept);
}
