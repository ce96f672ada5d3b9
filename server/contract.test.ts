import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { permissions } from '#contract/permissions.ts'
import type { Holders } from '#contract/permissions.ts'
import { idPrefixes } from '#contract/ids.ts'
import type { IdKind } from '#contract/ids.ts'
import { newId } from '#kernel/ids.ts'
import { printOpenApi } from '#kernel/openapi.ts'
import { fastifyPath } from '#kernel/serve.ts'
import { routes } from './app.ts'
import { faultsOf, withoutRequestId } from './testing/document.ts'
import type { CustomerScene } from './testing/office.ts'
import type { Answer, Call } from './testing/person.ts'
import { addressOf, openScene, send, startActing } from './testing/scene.ts'
import type { Scene, Sent } from './testing/scene.ts'
import { validCalls } from './testing/valid-calls.ts'

let scene: Scene
let acting: { call: Call; customer: CustomerScene }
beforeAll(async () => {
  scene = await openScene()
  const { office, partner } = scene
  const customer = await office.customer(partner)
  await office.authorize(customer, partner)
  acting = { call: partner.admin.acting(await startActing(partner.admin, customer)), customer }
})
afterAll(() => scene.office.close())

const holdersOf = ({ permission }: Operation): Holders => permissions[permission]
const named = (chosen: readonly Operation[]) => chosen.map((operation) => [operation.name, operation] as const)
const signedIn = operations.filter((operation) => !holdersOf(operation).anyone && !operation.byLink)

async function validCall({ name }: Operation): Promise<Sent> {
  const prepare = validCalls[name]
  if (!prepare) throw new Error(`${name} has no valid call in server/testing/valid-calls.ts`)
  return prepare(scene)
}

/** What an answer says, and what is wrong with it by the document; for comparing with `refused(...)`. */
function told(operation: Operation, answer: Answer) {
  const { code } = (answer.body ?? {}) as { code?: string }
  return { status: answer.status, code, faults: faultsOf(operation, answer) }
}
const refused = (status: number, code: string) => ({ status, code, faults: [] })
const success = ({ status = 200 }: Operation) => ({ status, code: undefined, faults: [] })

/** An id of the same form that nothing has. */
function missingLike(id: string): string {
  const kind = Object.keys(idPrefixes).find((one) => id.startsWith(`${idPrefixes[one as IdKind]}_`))
  return kind === undefined ? `${id}-missing`.slice(-40) : newId(kind as IdKind)
}

const missingParams = ({ params = {} }: Sent) =>
  Object.fromEntries(Object.entries(params).map(([name, id]) => [name, missingLike(id)]))

/** Every method and path that the router has, read from the tree that it prints, in which `::` is `:` now and then. */
function routesOf(app: Scene['office']['app']): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^(.*)[├└]── (.*) \((.*)\)$/.exec(line) ?? []
      const depth = indent.length / 4
      above.splice(depth, above.length, (above[depth - 1] ?? '') + part)
      const named = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD')
      return named.map((method) => `${method} ${above[depth]?.replaceAll('::', ':')}`)
    })
    .sort()
}

describe('the document, the contract and the server tell the same', () => {
  test('the running router serves exactly the operations of the contract', () => {
    expect(routes.map(({ operation }) => operation.name).sort()).toEqual(operations.map(({ name }) => name).sort())
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length)
    for (const { method, path } of operations)
      expect([path, scene.office.app.hasRoute({ method, url: fastifyPath(path) })]).toEqual([path, true])
  })

  test('every address of the running router stands in the OpenAPI document, and no other does', () => {
    const { paths: described } = printOpenApi(operations) as { paths: Record<string, Record<string, unknown>> }
    const due = Object.entries(described).flatMap(([path, methods]) => {
      const url = path.startsWith('/v1/') ? fastifyPath(path.slice('/v1'.length)) : path
      return Object.keys(methods).map((method) => `${method.toUpperCase()} ${url.replaceAll('::', ':')}`)
    })
    // The document itself, and its page for people.
    const own = /^GET (\/openapi\.json$|\/docs)/
    expect(routesOf(scene.office.app).filter((route) => !own.test(route))).toEqual(due.sort())
  })

  test('the committed OpenAPI document is the one printed from the contract today', () => {
    const committed = readFileSync(new URL('../contract/openapi.json', import.meta.url), 'utf8')
    expect(committed).toBe(`${JSON.stringify(printOpenApi(operations), null, 2)}\n`)
  })

  test('every operation has a call that must succeed', () => {
    expect(Object.keys(validCalls).sort()).toEqual(operations.map(({ name }) => name).sort())
  })
})

/** What changes a person's own without a session is written down as theirs, who have proven who they are. */
const changesUnsigned = ['resetPassword']

test.each(named(operations))(
  '%s succeeds as its document says, and a command leaves one event',
  async (_, operation) => {
    const sent = await validCall(operation)
    const answer = await send(scene, operation, sent)
    expect({ status: answer.status, text: answer.text }).toMatchObject({ status: operation.status ?? 200 })
    expect(faultsOf(operation, answer)).toEqual([])
    const { rows } = await scene.office.owner.query<{ operation: string; result: string; actor: string }>(
      'select operation, result, actor_member_id as actor from audit_events where request_id = $1',
      [answer.headers['x-request-id']],
    )
    const kind = routes.find((route) => route.operation.name === operation.name)?.kind
    const revealed = operation.audited && sent.query?.['reveal'] !== undefined
    const isDone = kind === 'command' || changesUnsigned.includes(operation.name)
    const event = {
      operation: operation.name,
      result: isDone ? 'done' : 'revealed',
      actor: sent.by.memberId,
    }
    expect(rows).toEqual(isDone || revealed ? [event] : [])
  },
)

const noSession: readonly (readonly [what: string, cookie: (scene: Scene) => Promise<string>])[] = [
  ['no cookie', async () => ''],
  ['a token that nobody has', async () => `__Host-procura=${'A'.repeat(43)}`],
  ['a token of another form', async () => '__Host-procura=%5B%5D'],
  ['a session that is over', async ({ office, partner }) => cookieOfSession(office, partner, 'ended_at = now()')],
  ['a session past its end', async ({ office, partner }) => cookieOfSession(office, partner, 'expires_at = now()')],
]

async function cookieOfSession(office: Scene['office'], partner: Scene['partner'], change: string): Promise<string> {
  const { memberId } = await office.member(partner, ['admin'])
  const token = Buffer.from(memberId.padEnd(32).slice(0, 32)).toString('base64url').slice(0, 43)
  await office.owner.query(`update sessions set token_hash = sha256($2::bytea), ${change} where member_id = $1`, [
    memberId,
    Buffer.from(token),
  ])
  return `__Host-procura=${token}`
}

test.each(noSession)('with %s every operation but signing in answers 401', async (_, cookieOf) => {
  const cookie = await cookieOf(scene)
  for (const operation of signedIn) {
    const params = Object.fromEntries(pathNames(operation.path).map((name) => [name, scene.customer.id]))
    const body = operation.method === 'GET' || operation.method === 'DELETE' ? undefined : { nonsense: true }
    const headers = cookie ? { cookie } : {}
    const answer = await scene.office.anyone(operation.method, addressOf(operation, { params }), body, headers)
    expect(told(operation, answer)).toEqual(refused(401, 'session_missing'))
  }
})

const withTenantIds = operations.filter(({ path }) =>
  pathNames(path).some((name) => !['serviceId', 'kind', 'brokerId', 'token'].includes(name)),
)

/** People of other accounts: of the same kinds, in the same channel and in another. */
function others({ neighbour, stranger, neighboursCustomer, strangersCustomer, operator }: Scene) {
  const own = (customer: CustomerScene) => ({ customerId: customer.id })
  return [
    { person: neighbour.admin, kind: 'partner', own: own(neighboursCustomer) },
    { person: stranger.admin, kind: 'partner', own: own(strangersCustomer) },
    { person: neighboursCustomer.owner, kind: 'customer', own: own(neighboursCustomer) },
    { person: strangersCustomer.owner, kind: 'customer', own: own(strangersCustomer) },
    { person: operator, kind: 'operator', own: {} },
  ] as const
}

test.each(named(withTenantIds))(
  '%s does not tell an id of another account from one that nobody has',
  async (_, operation) => {
    const sent = await validCall(operation)
    for (const { person, kind, own } of others(scene)) {
      const foreign = await send(scene, operation, sent, { person })
      const missing = await send(scene, operation, { ...sent, params: missingParams(sent) }, { person })
      expect(withoutRequestId(foreign)).toBe(withoutRequestId(missing))
      const holds = holdersOf(operation)[kind] !== undefined
      expect(told(operation, foreign)).toEqual(holds ? refused(404, 'not_found') : refused(403, 'not_allowed'))
      if (pathNames(operation.path).length < 2) continue
      // Another account's inner id below a customer of one's own.
      const inner = await send(scene, operation, { ...sent, params: { ...sent.params, ...own } }, { person })
      const none = await send(scene, operation, { ...sent, params: { ...missingParams(sent), ...own } }, { person })
      expect(withoutRequestId(inner)).toBe(withoutRequestId(none))
      expect([403, 404]).toContain(inner.status)
    }
    expect((await send(scene, operation, sent)).status).toBe(operation.status ?? 200)
  },
)

test.each(named(operations.filter(({ path }) => pathNames(path).length > 0)))(
  '%s answers 404 to its own caller for what is missing or malformed',
  async (_, operation) => {
    const sent = await validCall(operation)
    const missing = await send(scene, operation, { ...sent, params: missingParams(sent) })
    expect(told(operation, missing)).toEqual(refused(404, 'not_found'))
    for (const wrong of ['x', '%00', 'a:b', 'cus_', '__proto__', 'y'.repeat(200)]) {
      const params = Object.fromEntries(pathNames(operation.path).map((name) => [name, wrong]))
      const malformed = await send(scene, operation, { ...sent, params })
      expect(told(operation, malformed)).toEqual(refused(404, 'not_found'))
    }
  },
)

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const paths = Map.groupBy(operations, ({ path }) => path)

test.each([...paths])('%s takes no other method than its own', async (_, there) => {
  const [operation] = there
  if (!operation) throw new Error('a path without operation')
  const address = addressOf(operation, await validCall(operation))
  const allowed = there.map(({ method }) => method)
  for (const method of methods.filter((one) => !(allowed as string[]).includes(one))) {
    const answer = await scene.partner.admin.call(method, address)
    expect(told(operation, answer)).toEqual(refused(405, 'method_not_allowed'))
    expect(String(answer.headers['allow']).split(', ').sort()).toEqual([...allowed].sort())
  }
})

const whileActing = signedIn.filter(({ leaves }) => !leaves)
const partnerHolds = (operation: Operation) => {
  const { partner, acting: delegate } = holdersOf(operation)
  return partner !== undefined || delegate !== undefined
}

async function sendActing(operation: Operation, params: Record<string, string>): Promise<Answer> {
  const sent = await validCall(operation)
  const { partner } = scene
  // Nothing is revealed to a delegate, so the query that asks for it stays away.
  const own = { ...sent, query: {}, params: { ...sent.params, ...params } }
  return send(scene, operation, own, { person: partner.admin, call: acting.call })
}

test.each(named(whileActing.filter(({ path }) => !pathNames(path).includes('customerId'))))(
  'while acting %s is refused unless a delegate holds it, for it is not the customer’s',
  async (_, operation) => {
    const answer = await sendActing(operation, {})
    const may = holdersOf(operation).acting !== undefined
    expect(told(operation, answer)).toEqual(may ? success(operation) : refused(403, 'not_allowed'))
  },
)

test.each(named(whileActing.filter(({ path }) => pathNames(path).includes('customerId'))))(
  'while acting %s is for that customer alone, whether another one exists or not',
  async (_, operation) => {
    const answers: string[] = []
    for (const customerId of [scene.customer.id, scene.strangersCustomer.id, newId('customer')]) {
      const answer = await sendActing(operation, { customerId })
      answers.push(withoutRequestId(answer))
      const mismatch = refused(409, 'acting_context_mismatch')
      expect(told(operation, answer)).toEqual(partnerHolds(operation) ? mismatch : refused(403, 'not_allowed'))
    }
    expect(new Set(answers).size).toBe(1)
    const own = await sendActing(operation, { customerId: acting.customer.id })
    // What the call names beside the customer is another customer's, so that a delegate who may does not find it.
    const due = pathNames(operation.path).length > 1 ? refused(404, 'not_found') : success(operation)
    expect(told(operation, own)).toEqual(holdersOf(operation).acting ? due : refused(403, 'not_allowed'))
  },
)
