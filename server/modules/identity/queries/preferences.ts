import type { Preferences } from '#contract/identity.ts'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

/** What a member has chosen; nothing as long as they have chosen nothing. */
export async function findPreferences(
  db: Db,
  { channelId, memberId }: Pick<Actor, 'channelId' | 'memberId'>,
): Promise<Preferences> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('memberPreferences')
      .select(['language', 'theme', 'density'])
      .where('channelId', '=', channelId)
      .where('memberId', '=', memberId)
      .$castTo<Preferences>(),
  )
  return row ?? { language: null, theme: null, density: null }
}

/** A row of its own, since every command of the member holds the member's row `for share`. */
export function keepPreferences(
  tx: Tx,
  { channelId, memberId, accountId }: Actor,
  preferences: Preferences,
  changedAt: Date,
): void {
  const change = { ...preferences, changedAt }
  tx.write(
    sqlBuilder
      .insertInto('memberPreferences')
      .values({ channelId, memberId, accountId, ...change })
      .onConflict((conflict) => conflict.columns(['channelId', 'memberId']).doUpdateSet(change)),
  )
}
