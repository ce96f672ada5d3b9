import { randomUUID } from 'node:crypto'
import type { Broker, BrokerAddress, InstanceRequest, OriginatingIdentity, ProvisionRequest } from '../ports.ts'
import { readCatalog, readDeprovision, readInstance, readLastOperation, readProvision } from './osb-answers.ts'
import type { Answer } from './osb-answers.ts'

const apiVersion = '2.17'
/** The whole exchange, body and all. The specification says that 60 s are typical; a job holds no lock meanwhile. */
const requestTimeoutMs = 20_000
const maxAnswerBytes = 1024 * 1024
const maxCatalogBytes = 16 * 1024 * 1024
const platform = 'procura'

/** Errors that come before anything was sent: with them nothing can have happened. */
const neverSent = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ERR_INVALID_URL',
  'UND_ERR_CONNECT_TIMEOUT',
])

interface Sent {
  readonly method: 'GET' | 'PUT' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
  readonly identity?: OriginatingIdentity | null
  readonly maxBytes?: number
}

/** A broker by the Open Service Broker API 2.17. Every call comes to an end within the time-out, and never throws. */
export function osbBroker(address: BrokerAddress, timeoutMs: number = requestTimeoutMs): Broker {
  const ask = (sent: Sent) => exchange(address, timeoutMs, sent)
  const instance = ({ instanceId }: InstanceRequest) => `/v2/service_instances/${encodeURIComponent(instanceId)}`
  const ids = ({ serviceId, planId }: InstanceRequest) => ({ service_id: serviceId, plan_id: planId })
  return {
    catalog: async () => readCatalog(await ask({ method: 'GET', path: '/v2/catalog', maxBytes: maxCatalogBytes })),
    provision: async (request) =>
      readProvision(
        await ask({
          method: 'PUT',
          path: instance(request),
          query: { accepts_incomplete: 'true' },
          body: provisionBody(request),
          identity: request.identity,
        }),
      ),
    lastOperation: async (request) =>
      readLastOperation(
        await ask({
          method: 'GET',
          path: `${instance(request)}/last_operation`,
          query: { ...ids(request), operation: request.operation ?? undefined },
          identity: request.identity,
        }),
      ),
    fetchInstance: async (request) =>
      readInstance(
        await ask({ method: 'GET', path: instance(request), query: ids(request), identity: request.identity }),
      ),
    deprovision: async (request) =>
      readDeprovision(
        await ask({
          method: 'DELETE',
          path: instance(request),
          query: { ...ids(request), accepts_incomplete: 'true' },
          identity: request.identity,
        }),
      ),
  }
}

/** It follows from the resource alone: a repeat must be the same request, or the broker would answer 409. */
function provisionBody({ serviceId, planId, customerId, instanceName, parameters }: ProvisionRequest): unknown {
  return {
    service_id: serviceId,
    plan_id: planId,
    context: { platform, instance_name: instanceName, customer_id: customerId },
    organization_guid: customerId,
    space_guid: customerId,
    parameters,
  }
}

async function exchange(address: BrokerAddress, timeoutMs: number, sent: Sent): Promise<Answer> {
  try {
    const url = new URL(`${address.url.replace(/\/+$/, '')}${sent.path}`)
    for (const [name, value] of Object.entries(sent.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, value)
    const response = await fetch(url, {
      method: sent.method,
      headers: headersOf(address, sent),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    })
    const body = await readObject(response, sent.maxBytes ?? maxAnswerBytes)
    return { kind: 'answered', status: response.status, body, retryAfterMs: retryAfterOf(response.headers) }
  } catch (error) {
    const code = codeOf(error)
    if (neverSent.has(code)) return { kind: 'unsent', reason: `The broker cannot be reached (${code})` }
    const what = code === 'TimeoutError' ? `did not answer within ${timeoutMs / 1000} s` : `broke off (${code})`
    return { kind: 'lost', reason: `The broker ${what}` }
  }
}

function headersOf({ username, password }: BrokerAddress, sent: Sent): Record<string, string> {
  const encoded = (value: string) => Buffer.from(value, 'utf8').toString('base64')
  return {
    accept: 'application/json',
    authorization: `Basic ${encoded(`${username}:${password}`)}`,
    'x-broker-api-version': apiVersion,
    'x-broker-api-request-identity': randomUUID(),
    ...(sent.identity
      ? { 'x-broker-api-originating-identity': `${platform} ${encoded(JSON.stringify(sent.identity))}` }
      : {}),
    ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

/** The body when it is a JSON object of no more than so many bytes, however the rest of it ends. */
async function readObject(response: Response, maxBytes: number): Promise<Record<string, unknown> | undefined> {
  try {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > maxBytes) return undefined
      chunks.push(chunk)
    }
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** Seconds, or a date, which is read against the broker's own clock. */
function retryAfterOf(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '')
  return Number.isFinite(waitMs) && waitMs >= 0 ? waitMs : null
}

/** What fetch hides in the cause of its error; the name of the error where there is no code. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  const causes = error.cause instanceof AggregateError ? (error.cause.errors as unknown[]) : [error.cause]
  const codes = causes.map((cause) => (cause as { code?: unknown } | undefined)?.code)
  // Of several addresses tried, one that got further than connecting decides.
  const found = codes.find((code) => typeof code === 'string' && !neverSent.has(code)) ?? codes[0]
  return typeof found === 'string' ? found : error.name
}
