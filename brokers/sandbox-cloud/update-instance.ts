import { isDeepStrictEqual } from 'node:util'
import type { Plan, Service } from './catalog.ts'
import { lastOperation, phaseOf, settled, withOperation, type Instance } from './instance.ts'
import type { JsonObject } from './json.ts'
import { accepted, beginOperation, shortage } from './operation.ts'
import { createViolation, updateViolation } from './parameters.ts'
import { Refusal, refuseConcurrent, refuseMalformed, refuseUnsupported, requireAsync } from './refusal.ts'
import type { Answer } from './refusal.ts'
import { acceptsIncomplete, optionalObject, readBody, requestedPlan, requestedService } from './request.ts'
import type { Call } from './request.ts'

/** Changes the plan or the parameters of an instance; what the request leaves out stays as it is. */
export function updateInstance(call: Call): Answer {
  const canWait = acceptsIncomplete(call.query)
  const body = readBody(call)
  optionalObject(body, 'previous_values')
  const service = requestedService(body)
  const instance = findUpdatable(call, service)
  const change = readChange(body, service, instance)

  if (phaseOf(instance, call.now) === 'updating') {
    if (!isDeepStrictEqual(lastOperation(instance).change, change)) refuseConcurrent()
    requireAsync(canWait)
    return accepted(lastOperation(instance))
  }
  const { planId, parameters } = instance
  if (isDeepStrictEqual(change, { planId, parameters })) return { status: 200, body: {} }

  requireAsync(canWait)
  const failure = planId === change.planId ? null : shortage(change.planId, change.parameters['region'])
  const operation = beginOperation(call, { kind: 'update', failure, planIdBefore: planId, change })
  call.state.save({ ...instance, operations: withOperation(instance.operations, operation) })
  return accepted(operation)
}

function findUpdatable(call: Call, service: Service): Instance {
  const found = call.state.find(call.instanceId)
  const phase = found && phaseOf(found, call.now)
  if (!found || phase === 'gone') throw new Refusal(404, 'No such service instance.')
  if (found.serviceId !== service.id) refuseMalformed('service_id is not that of the service instance.')
  if (phase === 'provisioning' || phase === 'deprovisioning') refuseConcurrent()
  if (phase === 'failed') refuseUnsupported('The service instance failed to provision and can only be deprovisioned.')
  return settled(found, call.now)
}

function readChange(body: JsonObject, service: Service, instance: Instance) {
  const planId = body['plan_id'] === undefined ? instance.planId : requestedPlan(body, service).id
  const plan = requestedPlan({ plan_id: planId }, service)
  const given = optionalObject(body, 'parameters') ?? {}
  const violation = updateViolation(plan, given)
  if (violation) refuseMalformed(violation)
  const parameters = { ...instance.parameters, ...given }
  refuseImpossible(plan, instance, parameters)
  return { planId, parameters }
}

function refuseImpossible(plan: Plan, instance: Instance, parameters: JsonObject): void {
  const violation = createViolation(plan, parameters)
  if (violation) refuseUnsupported(`Plan ${plan.id} cannot take this service instance. ${violation}`)
  const before = instance.parameters['sizeGiB']
  const after = parameters['sizeGiB']
  if (typeof before === 'number' && typeof after === 'number' && after < before) {
    refuseUnsupported(`A volume cannot shrink: sizeGiB must be at least ${before}.`)
  }
}
