import type { Tx } from '#kernel/db.ts'
import { emitEvent } from '#kernel/jobs.ts'
import { shutTurnstile } from '#kernel/turnstile.ts'
import { endKeysVouchedBy } from './queries/api-keys.ts'
import { endSessionsVouchedBy, listVouched } from './queries/sessions.ts'
import type { Vouched } from './queries/sessions.ts'

/**
 * Ends the sessions that an identity provider has let in, all of them or those of a domain, with the API keys that were
 * made in them, and says so; tells which keys.
 */
export async function endVouchedSessions(tx: Tx, identityProviderId: string, which: Vouched): Promise<string[]> {
  // What they have under way comes to its end first, and what begins waits.
  const people = await listVouched(tx, identityProviderId, which.domain)
  await Promise.all(people.map((identityId) => shutTurnstile(tx, identityId)))
  const ended = await endSessionsVouchedBy(tx, identityProviderId, which)
  const revoked = await endKeysVouchedBy(tx, identityProviderId, which)
  for (const { id: sessionId, channelId } of ended) emitEvent(tx, 'session.ended', { channelId, sessionId })
  for (const { id: apiKeyId, channelId } of revoked) emitEvent(tx, 'api_key.revoked', { channelId, apiKeyId })
  return revoked.map(({ id }) => id)
}
