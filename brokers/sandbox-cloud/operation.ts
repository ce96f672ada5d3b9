import { randomUUID } from 'node:crypto'
import type { Operation } from './instance.ts'
import type { Answer } from './refusal.ts'
import type { Call } from './request.ts'

const soldOut = [{ planId: 'ecs.p3-gpu.8xlarge', region: 'eu-west-101' }]

/** Begins an operation that takes the time this cloud needs. */
export function beginOperation(
  call: Call,
  rest: Pick<Operation, 'kind' | 'failure' | 'planIdBefore' | 'change'>,
): Operation {
  return {
    id: `${rest.kind}_${randomUUID()}`,
    ...rest,
    startedAt: call.now.toISOString(),
    completesAt: new Date(call.now.getTime() + call.provisionMs).toISOString(),
    identity: call.identity,
  }
}

/** Says why a plan cannot be had in a region, or null when it can. The cloud finds out only while provisioning. */
export function shortage(planId: string, region: unknown): string | null {
  const isSoldOut = soldOut.some((stock) => stock.planId === planId && stock.region === region)
  return isSoldOut ? 'No capacity for this specification in the availability zone.' : null
}

/** The answer that sends the platform polling. */
export function accepted(operation: Operation): Answer {
  return { status: 202, body: { operation: operation.id } }
}
