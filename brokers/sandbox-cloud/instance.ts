import type { OriginatingIdentity } from './identity.ts'
import type { JsonObject } from './json.ts'

export type Operation = {
  id: string
  kind: 'provision' | 'update' | 'deprovision'
  startedAt: string
  completesAt: string
  /** Why the operation fails once its time has come, or null when it succeeds. */
  failure: string | null
  /** The plan before the operation, by which platforms poll an update. */
  planIdBefore: string
  /** What an update turns the instance into when it succeeds. */
  change: { planId: string; parameters: JsonObject } | null
  identity: OriginatingIdentity | null
}

export type Instance = {
  id: string
  serviceId: string
  planId: string
  parameters: JsonObject
  organizationGuid: string
  spaceGuid: string
  context: JsonObject | null
  /** Oldest first, never empty, cut to the most recent. */
  operations: Operation[]
}

export type Phase = 'provisioning' | 'ready' | 'failed' | 'updating' | 'deprovisioning' | 'gone'

const maxOperationsKept = 20

/** The operation that an instance is in, or was in last. */
export function lastOperation(instance: Instance): Operation {
  const last = instance.operations.at(-1)
  if (!last) throw new Error(`Instance ${instance.id} has no operation`)
  return last
}

/** Tells whether the time of an operation has come; operations need no timer, and so survive a restart. */
export function isComplete(operation: Operation, now: Date): boolean {
  return now >= new Date(operation.completesAt)
}

/** Where an instance stands at one moment. */
export function phaseOf(instance: Instance, now: Date): Phase {
  const last = lastOperation(instance)
  const complete = isComplete(last, now)
  if (last.kind === 'provision') return !complete ? 'provisioning' : last.failure === null ? 'ready' : 'failed'
  if (last.kind === 'update') return complete ? 'ready' : 'updating'
  return complete ? 'gone' : 'deprovisioning'
}

/** The instance with an update that has succeeded applied to it. */
export function settled(instance: Instance, now: Date): Instance {
  const last = lastOperation(instance)
  if (!last.change || last.failure !== null || !isComplete(last, now)) return instance
  return { ...instance, ...last.change, operations: [...instance.operations.slice(0, -1), { ...last, change: null }] }
}

/** The operations of an instance with one more, without those too old to be polled. */
export function withOperation(operations: Operation[], added: Operation): Operation[] {
  return [...operations, added].slice(-maxOperationsKept)
}
