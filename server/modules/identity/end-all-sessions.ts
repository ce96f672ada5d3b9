import type { Tx } from '#kernel/db.ts'
import { emitEvent } from '#kernel/jobs.ts'
import { holdIdentity } from './queries/passwords.ts'
import { endSessionsOf } from './queries/sessions.ts'
import type { EndOfSessions } from './queries/sessions.ts'

/** Ends the sessions of a person, all of them or those that are meant, and says so; tells which ones. */
export async function endAllSessions(tx: Tx, identityId: string, how: EndOfSessions): Promise<string[]> {
  // Who starts a session meanwhile has the row shared: that session is there to be ended, or begins after this.
  const [, ended] = await Promise.all([holdIdentity(tx, identityId, 'alone'), endSessionsOf(tx, identityId, how)])
  for (const { id: sessionId, channelId } of ended) emitEvent(tx, 'session.ended', { channelId, sessionId })
  return ended.map(({ id }) => id)
}
