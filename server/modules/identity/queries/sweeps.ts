import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`
/** For so long what is over can still be looked at by whoever runs the server. */
const aDayAgo = sql<Date>`${now} - interval '1 day'`
/** No more at a time than is done in a moment: the next run takes the rest. */
const maxSwept = 20_000

/** Takes away what has opened nothing for a day: challenges and links that are over, and tries that do not count. */
export async function sweepOver(db: Db): Promise<void> {
  const challenges = sqlBuilder.selectFrom('passkeyChallenges').select('challengeHash').where('expiresAt', '<', aDayAgo)
  const resets = sqlBuilder.selectFrom('passwordResets').select('tokenHash').where('expiresAt', '<', aDayAgo)
  const tries = sqlBuilder.selectFrom('signInTries').select('emailHash').where('since', '<', aDayAgo)
  await db.all(sqlBuilder.deleteFrom('passkeyChallenges').where('challengeHash', 'in', challenges.limit(maxSwept)))
  await db.all(sqlBuilder.deleteFrom('passwordResets').where('tokenHash', 'in', resets.limit(maxSwept)))
  await db.all(
    sqlBuilder
      .deleteFrom('signInTries')
      .where('emailHash', 'in', tries.limit(maxSwept))
      // Somebody may try again since the look above: that one counts.
      .where('since', '<', aDayAgo),
  )
}
