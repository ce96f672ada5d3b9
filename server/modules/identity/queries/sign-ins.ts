import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { maxSignInTries, signInTriesMinutes } from '../rules.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

/**
 * Counts one more try at an e-mail; false when there were too many lately. Which is one statement, so that of several
 * sent at once no more are let through. One that is not let through is not counted, and keeps nobody out for longer.
 */
export async function claimSignInTry(db: Db, emailHash: Buffer): Promise<boolean> {
  const isOver = sql<boolean>`sign_in_tries.since < ${now} - ${sql.lit(signInTriesMinutes)} * interval '1 minute'`
  const row = await db.first(
    sqlBuilder
      .insertInto('signInTries')
      .values({ emailHash, tries: 1, since: now })
      .onConflict((conflict) =>
        conflict
          .column('emailHash')
          .doUpdateSet({
            tries: sql<number>`case when ${isOver} then 1 else sign_in_tries.tries + 1 end`,
            since: sql<Date>`case when ${isOver} then ${now} else sign_in_tries.since end`,
          })
          .where((either) => either.or([isOver, either('signInTries.tries', '<', maxSignInTries)])),
      )
      .returning('tries'),
  )
  return row !== undefined
}

/** Whose session starts begins counting anew. */
export function forgetSignInTries(tx: Tx, emailHash: Buffer): void {
  tx.write(sqlBuilder.updateTable('signInTries').set({ tries: 0 }).where('emailHash', '=', emailHash))
}

export interface SignInAttempt {
  readonly emailHash: Buffer
  readonly sentFrom: string | null
  readonly succeeded: boolean
}

/** What becomes of each try that was let through is written down for good. */
export const signInAttempt = (attempt: SignInAttempt) =>
  sqlBuilder.insertInto('signInAttempts').values({ ...attempt, at: now })
