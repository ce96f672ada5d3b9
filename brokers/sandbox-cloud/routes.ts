import type { FastifyInstance, FastifyRequest } from 'fastify'
import { catalog } from './catalog.ts'
import { deprovisionInstance } from './deprovision-instance.ts'
import { headerText } from './headers.ts'
import { readOriginatingIdentity } from './identity.ts'
import { isObject } from './json.ts'
import { provisionInstance } from './provision-instance.ts'
import { fetchInstance, pollLastOperation } from './read-instance.ts'
import { Refusal, type Answer } from './refusal.ts'
import type { Call } from './request.ts'
import type { State } from './state.ts'
import { updateInstance } from './update-instance.ts'

export type CloudOptions = {
  /** The broker takes the state over: closing the broker closes it. */
  state: State
  /** How long provisioning, updating and deprovisioning take. */
  provisionMs: number
  now?: () => Date
}

type Handler = (call: Call) => Answer
type InstanceRequest = FastifyRequest<{ Params: { instanceId: string } }>

const instancePath = '/v2/service_instances/:instanceId'

const instanceRoutes: { method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; path: string; handle: Handler }[] = [
  { method: 'PUT', path: instancePath, handle: provisionInstance },
  { method: 'GET', path: instancePath, handle: fetchInstance },
  { method: 'PATCH', path: instancePath, handle: updateInstance },
  { method: 'DELETE', path: instancePath, handle: deprovisionInstance },
  { method: 'GET', path: `${instancePath}/last_operation`, handle: pollLastOperation },
]

/** Everything this broker does, in the order the specification lists it. */
export function addRoutes(app: FastifyInstance, options: CloudOptions): void {
  app.get('/v2/catalog', () => catalog)
  for (const { method, path, handle } of instanceRoutes) {
    app.route<{ Params: { instanceId: string } }>({
      method,
      url: path,
      async handler(request, reply) {
        const answer = decide(handle, callOf(request, options))
        // Nothing is said that a crash could unsay, so the answer waits for the disk.
        await options.state.durable()
        return reply
          .code(answer.status)
          .headers(answer.headers ?? {})
          .send(answer.body)
      },
    })
  }
}

function decide(handle: Handler, call: Call): Answer {
  try {
    return handle(call)
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body }
    throw error
  }
}

function callOf(request: InstanceRequest, options: CloudOptions): Call {
  return {
    state: options.state,
    instanceId: request.params.instanceId,
    query: isObject(request.query) ? request.query : {},
    body: request.body,
    identity: readOriginatingIdentity(headerText(request, 'x-broker-api-originating-identity')),
    provisionMs: options.provisionMs,
    now: options.now?.() ?? new Date(),
  }
}
