import type { Tx } from '#kernel/db.ts'
import { patchSummary } from '#modules/partners/index.ts'
import { countLive, lockSummary } from './queries/write.ts'

/**
 * Tells Customer Management how many resources a customer has and when the first expires. It counts what has been
 * committed, so it stands in a transaction of its own, after the one that changed a resource.
 */
export async function summarizeResources(tx: Tx, channelId: string, customerId: string): Promise<void> {
  await lockSummary(tx, customerId)
  patchSummary(tx, channelId, customerId, await countLive(tx, channelId, customerId))
}
