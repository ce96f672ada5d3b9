import { sqlBuilder } from './db.ts'
import type { Db } from './db.ts'
import type { JobContext, JobTransaction } from './worker.ts'

/** Every channel there is: sweeps walk them one by one, since each statement on tenant data names its channel. */
export async function listChannels(db: Db): Promise<string[]> {
  const rows = await db.all(sqlBuilder.selectFrom('accounts').select('channelId').distinct().orderBy('channelId'))
  return rows.map(({ channelId }) => channelId)
}

/**
 * Does something in every channel, one transaction each. A channel that fails does not keep the others waiting; the
 * job fails in the end, and its next run tries again.
 */
export async function eachChannel(
  context: JobContext,
  work: (channelId: string, job: JobTransaction) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  for (const channelId of await listChannels(context.db))
    try {
      await context.transact(channelId, (job) => work(channelId, job))
    } catch (err) {
      context.log.error({ err, channelId }, 'a sweep failed in one channel')
      failures.push(err)
    }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} channels failed`)
}
