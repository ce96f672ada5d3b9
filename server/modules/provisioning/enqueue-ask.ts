import type { JobTransaction } from '#kernel/worker.ts'
import type { ByResource, OperationKind } from './queries/operations.ts'

const jobOf = { provision: 'provisionResource', deprovision: 'removeOrphan' } as const

/** Has the broker asked about a resource, now or after a while. However often it is enqueued, it waits once. */
export function enqueueAsk(
  job: JobTransaction,
  kind: OperationKind,
  { channelId, resourceId }: ByResource,
  delayMs?: number,
): void {
  const key = `${kind}:${resourceId}`
  job.enqueue(jobOf[kind], { channelId, resourceId }, { key, ...(delayMs === undefined ? {} : { delayMs }) })
}
