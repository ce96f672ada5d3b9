import { isComplete, lastOperation, phaseOf, settled, type Instance, type Operation } from './instance.ts'
import { metadataOf } from './metadata.ts'
import { Refusal, refuseConcurrent, refuseGone, refuseMalformed, type Answer } from './refusal.ts'
import { queryText, type Call } from './request.ts'

const maxRetryAfterSeconds = 30
const doing = { provision: 'Creating', update: 'Updating', deprovision: 'Deleting' }
const done = { provision: 'created', update: 'updated', deprovision: 'deleted' }

/** Fetches an instance that is fully provisioned. */
export function fetchInstance(call: Call): Answer {
  const instance = findInstance(call)
  const phase = phaseOf(instance, call.now)
  if (phase === 'provisioning' || phase === 'failed' || phase === 'gone') refuseUnknown()
  checkHints(call, instance.serviceId, [instance.planId])
  if (phase === 'updating' || phase === 'deprovisioning') refuseConcurrent()
  const { serviceId, planId, parameters } = instance
  const body = { service_id: serviceId, plan_id: planId, parameters, metadata: metadataOf(instance) }
  return { status: 200, body }
}

/** Tells how an operation stands: the one that is named, or else the last. */
export function pollLastOperation(call: Call): Answer {
  const instance = findInstance(call)
  if (phaseOf(instance, call.now) === 'gone') refuseGone()
  const operation = findOperation(instance, queryText(call.query, 'operation'))
  checkHints(call, instance.serviceId, [instance.planId, operation.planIdBefore])
  // A deprovisioning that ended before the identifier was used again.
  if (operation.kind === 'deprovision' && isComplete(operation, call.now)) refuseGone()
  return isComplete(operation, call.now) ? outcome(operation) : progress(operation, call.now)
}

function progress(operation: Operation, now: Date): Answer {
  const endsMs = new Date(operation.completesAt).getTime()
  const totalMs = Math.max(1, endsMs - new Date(operation.startedAt).getTime())
  const leftMs = endsMs - now.getTime()
  const percent = Math.max(0, Math.floor(100 - (100 * leftMs) / totalMs))
  const description = `${doing[operation.kind]} the resource (${percent}% complete).`
  const retryAfterSeconds = Math.min(maxRetryAfterSeconds, Math.floor(leftMs / 1000))
  const headers = retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {}
  return { status: 200, body: { state: 'in progress', description }, headers }
}

function outcome({ kind, failure }: Operation): Answer {
  if (failure === null) {
    return { status: 200, body: { state: 'succeeded', description: `The resource was ${done[kind]}.` } }
  }
  // A failed update leaves the instance as it was, and may be tried again.
  const afterUpdate = kind === 'update' ? { instance_usable: true, update_repeatable: true } : {}
  return { status: 200, body: { state: 'failed', description: failure, ...afterUpdate } }
}

function findInstance(call: Call): Instance {
  return settled(call.state.find(call.instanceId) ?? refuseUnknown(), call.now)
}

function findOperation(instance: Instance, id: string | undefined): Operation {
  if (id === undefined) return lastOperation(instance)
  const found = instance.operations.find((operation) => operation.id === id)
  return found ?? refuseMalformed('operation is not one of this service instance.')
}

/** The service and the plan are hints on reads, but a hint that is wrong points to a mistake. */
function checkHints(call: Call, serviceId: string, planIds: string[]): void {
  const service = queryText(call.query, 'service_id')
  const plan = queryText(call.query, 'plan_id')
  if (service !== undefined && service !== serviceId) {
    refuseMalformed('service_id is not that of the service instance.')
  }
  if (plan !== undefined && !planIds.includes(plan)) refuseMalformed('plan_id is not that of the service instance.')
}

function refuseUnknown(): never {
  throw new Refusal(404, 'No such service instance.')
}
