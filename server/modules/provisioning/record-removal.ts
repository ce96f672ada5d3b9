import type { JobTransaction } from '#kernel/worker.ts'
import { enqueueAsk } from './enqueue-ask.ts'
import type { DeprovisionOutcome, PollOutcome } from './ports.ts'
import { lockOperation, updateAccepted, updateFinished, updateProgress } from './queries/operations.ts'
import type { Task } from './queries/operations.ts'
import { removalStepAfter } from './rules.ts'

/** Writes down what the broker answered to a removal. Nothing is forgotten before the broker says that it is gone. */
export async function recordRemoval(
  job: JobTransaction,
  task: Task,
  outcome: DeprovisionOutcome | PollOutcome,
): Promise<void> {
  const standing = await lockOperation(job.tx, task, 'deprovision')
  if (!standing) return
  const { state: current, attempts, isOverdue } = standing
  const step = removalStepAfter({ before: task.state, current, attempts, isLatest: true, isOverdue }, outcome)
  if (!step) return
  if (!('delayMs' in step)) {
    const { customerId, partnerId, resourceId, orderId } = task
    updateFinished(job.tx, task, 'deprovision', { state: 'succeeded', lastError: null }, job.now)
    job.audit('removeOrphan', { customerId, partnerId, subjects: [resourceId, orderId] })
    return
  }
  enqueueAsk(job, 'deprovision', { ...task, brokerId: task.broker.id, delayMs: step.delayMs })
  if ('error' in step) return updateProgress(job.tx, task, 'deprovision', { state: step.state, lastError: step.error })
  updateAccepted(job.tx, task, 'deprovision', {
    state: step.state,
    lastError: null,
    ...(step.operation === undefined ? {} : { operation: step.operation, attempts: 0 }),
  })
}
