import type { JobTransaction } from '#kernel/worker.ts'
import { enqueueAsk } from './enqueue-ask.ts'
import { insertOperations } from './queries/operations.ts'
import type { ByResource } from './queries/operations.ts'

export interface ToRemove extends ByResource {
  readonly customerId: string
  readonly partnerId: string
  readonly brokerId: string
}

/** Has something removed that exists at the broker, or may exist, and belongs to nobody. */
export function wantRemoval(job: JobTransaction, orphan: ToRemove): void {
  insertOperations(job.tx, [{ ...orphan, kind: 'deprovision', startedAt: job.now }])
  enqueueAsk(job, 'deprovision', orphan)
}
