import { eachChannel } from '#kernel/directory.ts'
import type { JobContext } from '#kernel/worker.ts'
import { extendAuthorizations, markReminded, settleAuthorizations } from './queries/over-time.ts'
import { tellOver } from './tell-over.ts'

/**
 * Extends what is to go on at its end, and writes down which other authorizations have expired, were not decided in
 * time, or ended with their association.
 */
export async function sweepAuthorizations(context: JobContext): Promise<void> {
  await eachChannel(context, async (channelId, job) => {
    for (const { id, customerId, partnerId } of await extendAuthorizations(job.tx, channelId, job.now)) {
      job.emit('authorization.extended', { channelId, customerId, partnerId, authorizationId: id })
      job.audit('extendAuthorization', { subjects: [id], customerId, partnerId })
    }
    const over = await settleAuthorizations(job.tx, { channelId }, job.now)
    tellOver(job, channelId, over)
    for (const { id, customerId, partnerId, state } of over)
      job.audit('sweepAuthorizations', { subjects: [id], customerId, partnerId, detail: { state } })
  })
}

/** Reminds both sides of what ends soon. */
export async function remindOfExpiry(context: JobContext): Promise<void> {
  await eachChannel(context, async (channelId, job) => {
    for (const { id, customerId, partnerId } of await markReminded(job.tx, channelId, job.now))
      job.emit('authorization.expiring', { channelId, customerId, partnerId, authorizationId: id })
  })
}
