import type { Tx } from '#kernel/db.ts'
import { emitEvent } from '#kernel/jobs.ts'
import { endSessionsOf } from './queries/sessions.ts'

/** Ends every session of a person, or all but the one that is kept, and says so; tells which ones. */
export async function endAllSessions(
  tx: Tx,
  identityId: string,
  how: { readonly kept: string | null; readonly endedAt: Date },
): Promise<string[]> {
  const ended = await endSessionsOf(tx, identityId, how)
  for (const { id: sessionId, channelId } of ended) emitEvent(tx, 'session.ended', { channelId, sessionId })
  return ended.map(({ id }) => id)
}
