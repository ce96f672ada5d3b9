import type { JobTransaction } from '#kernel/worker.ts'
import { enqueueAsk } from './enqueue-ask.ts'
import { finishUnit } from './finish-unit.ts'
import type { Attributes, PollOutcome, ProvisionOutcome } from './ports.ts'
import { lockOperation, updateAccepted, updateProgress } from './queries/operations.ts'
import type { Task } from './queries/operations.ts'
import { stepAfter } from './rules.ts'

export interface Answered {
  readonly task: Task
  readonly termMonths: number | null
  readonly outcome: ProvisionOutcome | PollOutcome
  readonly attributes: Attributes | undefined
}

/** Writes down what the broker answered, with what follows from it: the next question, or the end of the unit. */
export async function recordProvision(job: JobTransaction, answered: Answered): Promise<void> {
  const { task, outcome } = answered
  const standing = await lockOperation(job.tx, task, 'provision')
  if (!standing) return
  const step = stepAfter(
    {
      before: task.state,
      current: standing.state,
      attempts: standing.attempts,
      isLatest: standing.attempts === task.attempts + 1,
      isOverdue: standing.isOverdue,
    },
    outcome,
  )
  if (!step) return
  if (!('delayMs' in step)) return finishUnit(job, answered, step)
  enqueueAsk(job, 'provision', { ...task, brokerId: task.broker.id, delayMs: step.delayMs })
  if ('error' in step) return updateProgress(job.tx, task, 'provision', { state: step.state, lastError: step.error })
  // After an answer the patience begins anew; while it goes well, polls become rarer.
  const isAnew = step.operation !== undefined || standing.lastError !== null
  updateAccepted(job.tx, task, 'provision', {
    state: step.state,
    lastError: null,
    ...(isAnew ? { attempts: 0 } : {}),
    ...(step.operation === undefined ? {} : { operation: step.operation }),
  })
}
