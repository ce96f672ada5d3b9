import type { ActingEndCause } from '#contract/acting.ts'
import type { EventPayload } from '#contract/events.ts'
import { eachChannel } from '#kernel/directory.ts'
import type { JobContext, JobTransaction } from '#kernel/worker.ts'
import { endExpiredSessions, endSessionsBy, mayActOnBehalf } from './queries/sessions.ts'
import type { EndedSession } from './queries/sessions.ts'

type Closed = EventPayload<'authorization.revoked'>

function tellEnds(job: JobTransaction, ended: readonly EndedSession[], endCause: ActingEndCause): void {
  for (const { id, channelId, customerId, partnerId } of ended) {
    job.audit('endActingSession', { subjects: [customerId, id], customerId, partnerId, detail: { endCause } })
    job.announce('acting_session.ended', { channelId, customerId, partnerId, actingSessionId: id })
  }
}

/**
 * Ends the sessions that stood on an authorization. The gate refuses them from the instant the authorization is gone;
 * this writes it down, so that nothing can bring them back.
 */
const endSessionsOf =
  (endCause: ActingEndCause) =>
  async (context: JobContext, { channelId, authorizationId }: Closed): Promise<void> => {
    await context.transact(channelId, async (job) => {
      const end = { endedAt: job.now, endCause }
      tellEnds(job, await endSessionsBy(job.tx, channelId, { authorizationId }, end), endCause)
    })
  }

export const endRevokedSessions = endSessionsOf('authorization_revoked')
export const endOverSessions = endSessionsOf('authorization_over')
export const endDissociatedSessions = endSessionsOf('association_ended')

/** Signing out ends what was opened in that session. */
export async function endSignedOutSessions(
  context: JobContext,
  { channelId, sessionId }: EventPayload<'session.ended'>,
): Promise<void> {
  await context.transact(channelId, async (job) => {
    const end = { endedAt: job.now, endCause: 'signed_out' } as const
    tellEnds(job, await endSessionsBy(job.tx, channelId, { sessionId }, end), end.endCause)
  })
}

/** So does revoking the API key of a program. */
export async function endRevokedKeySessions(
  context: JobContext,
  { channelId, apiKeyId }: EventPayload<'api_key.revoked'>,
): Promise<void> {
  await context.transact(channelId, async (job) => {
    const end = { endedAt: job.now, endCause: 'api_key_revoked' } as const
    tellEnds(job, await endSessionsBy(job.tx, channelId, { sessionId: apiKeyId }, end), end.endCause)
  })
}

/** A reseller that may not act any more does not go on when the permission is given back. */
export async function endWithdrawnSessions(
  context: JobContext,
  { channelId, partnerId }: EventPayload<'permission.changed'>,
): Promise<void> {
  await context.transact(channelId, async (job) => {
    if (await mayActOnBehalf(job.tx, channelId, partnerId)) return
    const end = { endedAt: job.now, endCause: 'permission_withdrawn' } as const
    tellEnds(job, await endSessionsBy(job.tx, channelId, { partnerId }, end), end.endCause)
  })
}

/** Writes down which sessions have run out. */
export async function sweepActingSessions(context: JobContext): Promise<void> {
  await eachChannel(context, async (channelId, job) => {
    tellEnds(job, await endExpiredSessions(job.tx, channelId, job.now), 'expired')
  })
}
