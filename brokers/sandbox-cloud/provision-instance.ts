import { isDeepStrictEqual } from 'node:util'
import { lastOperation, phaseOf, settled, withOperation, type Instance } from './instance.ts'
import { metadataOf } from './metadata.ts'
import { accepted, beginOperation, shortage } from './operation.ts'
import { createViolation, withDefaults } from './parameters.ts'
import { refuseConcurrent, refuseConflict, refuseMalformed, requireAsync, type Answer } from './refusal.ts'
import {
  acceptsIncomplete,
  optionalObject,
  readBody,
  requestedPlan,
  requestedService,
  requiredText,
  type Call,
} from './request.ts'

type Requested = Omit<Instance, 'operations'>

/** Provisions an instance once, however often the same request arrives. */
export function provisionInstance(call: Call): Answer {
  const canWait = acceptsIncomplete(call.query)
  const requested = readRequested(call)
  const found = call.state.find(call.instanceId)
  const existing = found && settled(found, call.now)
  if (!existing || phaseOf(existing, call.now) === 'gone') {
    requireAsync(canWait)
    return begin(call, requested, existing)
  }
  if (!isSame(existing, requested)) refuseConflict()
  return repeat(call, existing, canWait)
}

function readRequested(call: Call): Requested {
  const body = readBody(call)
  const service = requestedService(body)
  const plan = requestedPlan(body, service)
  const organizationGuid = requiredText(body, 'organization_guid')
  const spaceGuid = requiredText(body, 'space_guid')
  const given = optionalObject(body, 'parameters') ?? {}
  const violation = createViolation(plan, given)
  if (violation) refuseMalformed(violation)
  return {
    id: call.instanceId,
    serviceId: service.id,
    planId: plan.id,
    parameters: withDefaults(plan, given),
    organizationGuid,
    spaceGuid,
    context: optionalObject(body, 'context') ?? null,
  }
}

function begin(call: Call, requested: Requested, deprovisioned: Instance | undefined): Answer {
  const operation = beginOperation(call, {
    kind: 'provision',
    failure: shortage(requested.planId, requested.parameters['region']),
    planIdBefore: requested.planId,
    change: null,
  })
  call.state.save({ ...requested, operations: withOperation(deprovisioned?.operations ?? [], operation) })
  return accepted(operation)
}

/** A platform that lost the first answer gets the same operation again, whether it runs still or has failed since. */
function repeat(call: Call, existing: Instance, canWait: boolean): Answer {
  const phase = phaseOf(existing, call.now)
  if (phase === 'deprovisioning') refuseConcurrent()
  if (phase === 'ready' || phase === 'updating') return { status: 200, body: { metadata: metadataOf(existing) } }
  requireAsync(canWait)
  return accepted(lastOperation(existing))
}

// The context is left out: platforms may name an instance anew between two sendings of one request.
function isSame(existing: Instance, requested: Requested): boolean {
  return (
    existing.serviceId === requested.serviceId &&
    existing.planId === requested.planId &&
    existing.organizationGuid === requested.organizationGuid &&
    existing.spaceGuid === requested.spaceGuid &&
    isDeepStrictEqual(existing.parameters, requested.parameters)
  )
}
