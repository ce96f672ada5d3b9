import type { JobTransaction } from '#kernel/worker.ts'
import type { ByResource, OperationKind } from './queries/operations.ts'
import { laneOf } from './rules.ts'

const jobOf = { provision: 'provisionResource', deprovision: 'removeOrphan' } as const

export interface Ask extends ByResource {
  readonly brokerId: string
  readonly delayMs?: number
}

/**
 * Has a broker asked about a resource, now or after a while. However often it is enqueued, it waits once. A broker has
 * few lanes: one that hangs until the time-out may keep its own orders waiting, and not everybody's mail with them.
 */
export function enqueueAsk(
  job: JobTransaction,
  kind: OperationKind,
  { channelId, resourceId, brokerId, delayMs }: Ask,
): void {
  job.enqueue(
    jobOf[kind],
    { channelId, resourceId },
    {
      key: `${kind}:${resourceId}`,
      queue: laneOf(brokerId, resourceId),
      ...(delayMs === undefined ? {} : { delayMs }),
    },
  )
}
