import { sql } from 'kysely'
import { actingIdleMinutes } from '#contract/acting.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { Watched } from '#kernel/one-stream.ts'
import { sessionIdleHours } from '#modules/identity/index.ts'

const idle = {
  session: sql.lit(`${sessionIdleHours} hours`),
  acting: sql.lit(`${actingIdleMinutes} minutes`),
}

/** The mark of each stream, all by one statement: it changes with whatever the stream stands on. */
export async function readStandingMarks(db: Db, watched: readonly Watched[]): Promise<Map<number, string>> {
  const asked = watched.map((one) => ({
    stream: one.stream,
    channel_id: one.channelId,
    account_id: one.accountId,
    member_id: one.memberId,
    session_id: one.sessionId,
    customer_id: one.customerId,
    acting_id: one.actingSessionId,
  }))
  const marks = sql<{ stream: number; mark: string }>`
select stream, mark
from procura.standing_marks(${JSON.stringify(asked)}::jsonb, ${idle.session}::interval, ${idle.acting}::interval)`
  const rows = await db.all<{ stream: number; mark: string }>(marks.compile(sqlBuilder))
  return new Map(rows.map(({ stream, mark }) => [stream, mark]))
}
