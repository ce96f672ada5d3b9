import type { Tx } from '#kernel/db.ts'
import { emitEvent } from '#kernel/jobs.ts'
import { endSessionsVouchedBy } from './queries/sessions.ts'

/** Ends the sessions that an identity provider has let in, all of them or those of a domain, and says so. */
export async function endVouchedSessions(
  tx: Tx,
  identityProviderId: string,
  which: { readonly domain?: string; readonly endedAt: Date },
): Promise<void> {
  const ended = await endSessionsVouchedBy(tx, identityProviderId, which)
  for (const { id: sessionId, channelId } of ended) emitEvent(tx, 'session.ended', { channelId, sessionId })
}
