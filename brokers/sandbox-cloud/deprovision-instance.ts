import { lastOperation, phaseOf, settled, withOperation, type Instance } from './instance.ts'
import { accepted, beginOperation } from './operation.ts'
import { refuseConcurrent, refuseGone, refuseMalformed, requireAsync, type Answer } from './refusal.ts'
import { acceptsIncomplete, requiredQueryText, type Call } from './request.ts'

/** Deprovisions an instance once, and halts its provisioning if that has not come to an end. */
export function deprovisionInstance(call: Call): Answer {
  const canWait = acceptsIncomplete(call.query)
  const serviceId = requiredQueryText(call.query, 'service_id')
  const planId = requiredQueryText(call.query, 'plan_id')
  const found = call.state.find(call.instanceId)
  if (!found || phaseOf(found, call.now) === 'gone') refuseGone()
  const instance = settled(found, call.now)
  if (instance.serviceId !== serviceId) refuseMalformed('service_id is not that of the service instance.')
  if (instance.planId !== planId) refuseMalformed('plan_id is not that of the service instance.')

  const phase = phaseOf(instance, call.now)
  if (phase === 'updating') refuseConcurrent()
  requireAsync(canWait)
  if (phase === 'deprovisioning') return accepted(lastOperation(instance))

  const operation = beginOperation(call, { kind: 'deprovision', failure: null, planIdBefore: planId, change: null })
  const before = phase === 'provisioning' ? halted(instance, call.now) : instance
  call.state.save({ ...before, operations: withOperation(before.operations, operation) })
  return accepted(operation)
}

function halted(instance: Instance, now: Date): Instance {
  const failure = 'Provisioning was halted because the service instance is being deprovisioned.'
  const stopped = { ...lastOperation(instance), completesAt: now.toISOString(), failure }
  return { ...instance, operations: [...instance.operations.slice(0, -1), stopped] }
}
