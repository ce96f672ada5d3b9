import type { OriginatingIdentity } from './identity.ts'
import { findPlan, findService, type Plan, type Service } from './catalog.ts'
import { isObject, type JsonObject } from './json.ts'
import { refuseMaintenance, refuseMalformed } from './refusal.ts'
import type { State } from './state.ts'

/** What a handler needs of one request; it never sees HTTP, and decides without waiting. */
export type Call = {
  state: State
  instanceId: string
  query: JsonObject
  body: unknown
  identity: OriginatingIdentity | null
  provisionMs: number
  now: Date
}

/** Reads a text from the query string, or undefined when it is absent. */
export function queryText(query: JsonObject, name: string): string | undefined {
  const value = query[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') refuseMalformed(`${name} must be given once and not be empty.`)
  return value
}

/** Reads a text from the query string that must be there. */
export function requiredQueryText(query: JsonObject, name: string): string {
  return queryText(query, name) ?? refuseMalformed(`${name} is required in the query string.`)
}

/** Tells whether the caller can wait for an operation that takes time. */
export function acceptsIncomplete(query: JsonObject): boolean {
  const value = queryText(query, 'accepts_incomplete')
  if (value !== undefined && value !== 'true' && value !== 'false') {
    refuseMalformed('accepts_incomplete must be true or false.')
  }
  return value === 'true'
}

/** Reads a body that must be a JSON object and checks what provisioning and updating have in common. */
export function readBody(call: Call): JsonObject {
  const { body } = call
  if (!isObject(body)) refuseMalformed('The body must be a JSON object.')
  const context = optionalObject(body, 'context')
  const platform = context?.['platform']
  if (call.identity && platform !== undefined && platform !== call.identity.platform) {
    refuseMalformed('context.platform must be the platform of X-Broker-API-Originating-Identity.')
  }
  if (optionalObject(body, 'maintenance_info')?.['version'] !== undefined) refuseMaintenance()
  return body
}

/** Reads a text from the body that must be there. */
export function requiredText(body: JsonObject, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') refuseMalformed(`${name} must be a non-empty string.`)
  return value
}

/** Reads an object from the body, or undefined when it is absent or null. */
export function optionalObject(body: JsonObject, name: string): JsonObject | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) refuseMalformed(`${name} must be an object.`)
  return value
}

/** Finds the service the body names. */
export function requestedService(body: JsonObject): Service {
  const id = requiredText(body, 'service_id')
  return findService(id) ?? refuseMalformed(`service_id ${id} is not in the catalog.`)
}

/** Finds the plan the body names among those of its service. */
export function requestedPlan(body: JsonObject, service: Service): Plan {
  const id = requiredText(body, 'plan_id')
  return findPlan(service, id) ?? refuseMalformed(`plan_id ${id} is not a plan of service ${service.id}.`)
}
