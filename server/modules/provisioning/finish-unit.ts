import type { JobTransaction } from '#kernel/worker.ts'
import { settleOrderItem } from '#modules/orders/index.ts'
import { activateResource, closeResource, enqueueSummary, keepAttributes } from '#modules/resources/index.ts'
import type { Attributes } from './ports.ts'
import { lockUnits, updateFinished } from './queries/operations.ts'
import type { Task, Unit } from './queries/operations.ts'
import { itemOutcome } from './rules.ts'
import type { Step } from './rules.ts'
import { wantRemoval } from './want-removal.ts'

export interface UnitToFinish {
  readonly task: Task
  readonly termMonths: number | null
  readonly attributes: Attributes | undefined
}

/**
 * One unit has come to its end, once. The last unit of an item settles the item: all units together become the
 * customer's, or, when one failed, none does and what exists is removed.
 */
export async function finishUnit(
  job: JobTransaction,
  { task, termMonths, attributes }: UnitToFinish,
  step: Extract<Step, { state: 'succeeded' | 'failed' }>,
): Promise<void> {
  const { tx, now } = job
  const { channelId, customerId, partnerId, orderId, orderItemId, resourceId } = task
  const failure = step.state === 'failed' ? step.failure : null
  const before = await lockUnits(tx, channelId, orderItemId)
  const units = before.map((unit) => (unit.resourceId === resourceId ? { ...unit, state: step.state, failure } : unit))
  updateFinished(tx, task, 'provision', { state: step.state, lastError: failure }, now)
  if (attributes) keepAttributes(tx, { channelId, resourceId, attributes })
  if (step.state === 'failed') {
    closeResource(tx, task)
    if (step.orphan) wantRemoval(job, { channelId, customerId, partnerId, resourceId, brokerId: task.broker.id })
  }
  job.audit('provisionResource', { customerId, partnerId, subjects: [resourceId, orderId], detail: { ...step } })
  const outcome = itemOutcome(units)
  if (!outcome) return
  const existing = units.filter(({ state }) => state === 'succeeded')
  if (outcome.failure === null) giveUnits(job, task, existing, termMonths)
  else takeBackUnits(job, task, existing)
  await settleOrderItem(job, { channelId, orderId, itemId: orderItemId, failure: outcome.failure })
  enqueueSummary(job, { channelId, customerId })
}

function giveUnits({ tx, now }: JobTransaction, { channelId }: Task, units: Unit[], termMonths: number | null): void {
  for (const { resourceId } of units) activateResource(tx, { channelId, resourceId, now, termMonths })
}

function takeBackUnits(job: JobTransaction, { channelId, customerId, partnerId }: Task, units: Unit[]): void {
  for (const { resourceId, brokerId } of units) {
    closeResource(job.tx, { channelId, resourceId })
    wantRemoval(job, { channelId, customerId, partnerId, resourceId, brokerId })
  }
}
