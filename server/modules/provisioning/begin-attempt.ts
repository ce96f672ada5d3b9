import type { JobTransaction } from '#kernel/worker.ts'
import { findTask, markAsked } from './queries/operations.ts'
import type { ByResource, OperationKind, Task } from './queries/operations.ts'

/** Writes down that the broker is about to be asked, and gives what to ask. Undefined where nothing is to be asked. */
export async function beginAttempt(
  job: JobTransaction,
  by: ByResource,
  kind: OperationKind,
): Promise<Task | undefined> {
  const task = await findTask(job.tx, by, kind)
  if (!task || task.state === 'succeeded' || task.state === 'failed') return undefined
  markAsked(job.tx, task)
  return task
}
