import { eachChannel } from '#kernel/directory.ts'
import type { JobContext } from '#kernel/worker.ts'
import { settleAuthorizations } from './queries.ts'
import { tellOver } from './tell-over.ts'

/** Writes down which authorizations have expired, were not decided in time, or ended with their association. */
export async function sweepAuthorizations(context: JobContext): Promise<void> {
  await eachChannel(context, async (channelId, job) => {
    const over = await settleAuthorizations(job.tx, { channelId }, job.now)
    tellOver(job, channelId, over)
    for (const { id, customerId, partnerId, state } of over)
      job.audit('sweepAuthorizations', { subjects: [id], customerId, partnerId, detail: { state } })
  })
}
