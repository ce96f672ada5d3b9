import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { buildBroker } from './app.ts'
import type { Service } from './catalog.ts'
import type { InstanceMetadata } from './metadata.ts'
import { openState } from './state.ts'

export const credentials = { username: 'procura', password: 'open sesame' }
export const provisionMs = 1500

type Method = 'GET' | 'PUT' | 'PATCH' | 'DELETE'
type Headers = Record<string, string | undefined>
type Hints = { operation?: string; service_id?: string; plan_id?: string }
type Sent = { query?: Record<string, string>; body?: unknown; headers?: Headers }

/** Whatever an answer may hold, so that a test reads a field without asking which answer it has. */
type AnswerBody = Required<Hints> & {
  state: string
  parameters: Record<string, unknown>
  metadata: InstanceMetadata
  services: Service[]
}

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Has something undone when the test ends, in the reverse of the order it was done. */
export function afterThisTest(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup)
}

/** A directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-cloud-'))
  afterThisTest(() => rm(directory, { recursive: true, force: true }))
  return directory
}

/** A broker in process, whose clock stands still until a test moves it. */
export async function startBroker(directory?: string) {
  const clock = { now: new Date('2026-03-01T12:00:00Z') }
  const state = await openState(directory ?? (await temporaryDirectory()))
  const app = buildBroker({ ...credentials, state, provisionMs, now: () => clock.now })
  afterThisTest(() => app.close())

  async function call(method: Method, path: string, { query = {}, body, headers = {} }: Sent = {}) {
    const sent = { authorization: basic(credentials), 'x-broker-api-version': '2.17', ...headers }
    const answer = await app.inject({
      method,
      url: path,
      query,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
      ...(body !== undefined && { payload: body as object }),
    })
    return { status: answer.statusCode, body: answer.json<AnswerBody>(), headers: answer.headers }
  }

  return {
    app,
    call,
    wait(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms)
    },
    provision: (id: string, body: unknown = serverOrder(), headers: Headers = {}) =>
      call('PUT', `/v2/service_instances/${id}`, { query: { accepts_incomplete: 'true' }, body, headers }),
    update: (id: string, body: unknown) =>
      call('PATCH', `/v2/service_instances/${id}`, { query: { accepts_incomplete: 'true' }, body }),
    deprovision: (id: string, query: Record<string, string> = {}) =>
      call('DELETE', `/v2/service_instances/${id}`, {
        query: { service_id: 'svc-ecs', plan_id: 'ecs.s7.small.1', accepts_incomplete: 'true', ...query },
      }),
    fetch: (id: string, query: Record<string, string> = {}) => call('GET', `/v2/service_instances/${id}`, { query }),
    poll(id: string, { operation, service_id, plan_id }: Hints = {}) {
      const query = { ...(operation && { operation }), ...(service_id && { service_id }), ...(plan_id && { plan_id }) }
      return call('GET', `/v2/service_instances/${id}/last_operation`, { query })
    },
  }
}

/** The value of an Authorization header. */
export function basic({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** The body that provisions a small server in Dublin, with parameters of the test's own. */
export function serverOrder(parameters: Record<string, unknown> = {}, planId = 'ecs.s7.small.1') {
  return order('svc-ecs', planId, {
    region: 'eu-west-101',
    availabilityZone: 'eu-west-101a',
    image: 'debian-12',
    ...parameters,
  })
}

/** The body that provisions any plan. */
export function order(serviceId: string, planId: string, parameters: Record<string, unknown>) {
  return {
    service_id: serviceId,
    plan_id: planId,
    context: { platform: 'procura', organization: 'org-1' },
    organization_guid: 'org-1',
    space_guid: 'space-1',
    parameters,
  }
}
