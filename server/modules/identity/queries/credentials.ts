import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'

/**
 * Whether nobody has ended the session or revoked the API key of this id: a column of what the gate reads of a member.
 * What time ends is asked about where the session or key itself is found.
 */
export function isSignedIn(sessionId: string): RawBuilder<boolean> {
  const session = sqlBuilder
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('endedAt', 'is', null)
  const key = sqlBuilder.selectFrom('apiKeys').select('id').where('id', '=', sessionId).where('revokedAt', 'is', null)
  return sql<boolean>`(exists (${session}) or exists (${key}))`
}
