import { expect, test } from 'vitest'
import { readCatalog, readDeprovision, readInstance, readLastOperation, readProvision } from './adapters/osb-answers.ts'
import type { Answer } from './adapters/osb-answers.ts'

const unreadable = undefined
const answered = (status: number, body: Record<string, unknown> | undefined = {}, retryAfterMs: number | null = null) =>
  ({ kind: 'answered', status, body, retryAfterMs }) as const satisfies Answer
const cut = (status: number) => ({ ...answered(status), body: unreadable })
const lost: Answer = { kind: 'lost', reason: 'The broker broke off' }
const unsent: Answer = { kind: 'unsent', reason: 'The broker cannot be reached' }
const concurrent = { error: 'ConcurrencyError', description: 'Later.' }

/** The specification's rows for provisioning. Where it sees a possible orphan, the outcome must not be a plain no. */
test.each<[string, Answer, string]>([
  ['200', answered(200), 'succeeded'],
  ['200, unreadable', cut(200), 'unknown'],
  ['201', answered(201), 'succeeded'],
  ['201, unreadable: orphan', cut(201), 'unknown'],
  ['201, malformed: orphan', answered(201, { metadata: 'none' }), 'unknown'],
  ['202', answered(202), 'accepted'],
  ['202, unreadable', cut(202), 'unknown'],
  ['202, malformed', answered(202, { operation: 7 }), 'unknown'],
  ['another 2xx: orphan', answered(204), 'unknown'],
  ['a redirect, which is not followed', answered(307), 'delayed'],
  ['400', answered(400), 'rejected'],
  ['400, unreadable', cut(400), 'rejected'],
  ['401: the credentials are the operator’s to mend', answered(401), 'delayed'],
  ['403', answered(403), 'rejected'],
  ['404: the address is the operator’s to mend', answered(404), 'delayed'],
  ['408: it was never read', answered(408), 'delayed'],
  ['409', answered(409), 'rejected'],
  ['410', answered(410), 'rejected'],
  ['412: the version of the API', answered(412), 'delayed'],
  ['422', answered(422, { error: 'AsyncRequired' }), 'rejected'],
  ['422 for a plan that changed', answered(422, { error: 'MaintenanceInfoConflict' }), 'rejected'],
  ['422 for something else at work', answered(422, concurrent), 'delayed'],
  ['422, unreadable', cut(422), 'delayed'],
  ['429', answered(429), 'delayed'],
  ['500: orphan', answered(500), 'unknown'],
  ['503: orphan', answered(503), 'unknown'],
  ['no answer: orphan', lost, 'unknown'],
  ['no connection', unsent, 'delayed'],
])('provisioning answered by %s', (_, answer, kind) => {
  expect(readProvision(answer).kind).toBe(kind)
})

test.each<[string, Answer, string]>([
  ['in progress', answered(200, { state: 'in progress' }), 'inProgress'],
  ['succeeded', answered(200, { state: 'succeeded' }), 'succeeded'],
  ['failed', answered(200, { state: 'failed' }), 'failed'],
  ['a state that does not exist', answered(200, { state: 'done' }), 'invalid'],
  ['unreadable', cut(200), 'invalid'],
  ['201', answered(201, { state: 'succeeded' }), 'invalid'],
  ['400', answered(400), 'invalid'],
  ['404', answered(404), 'gone'],
  ['410', answered(410), 'gone'],
  ['429', answered(429), 'delayed'],
  ['500', answered(500), 'delayed'],
  ['no answer', lost, 'delayed'],
  ['no connection', unsent, 'delayed'],
])('polling answered by %s', (_, answer, kind) => {
  expect(readLastOperation(answer).kind).toBe(kind)
})

test.each<[string, Answer, string]>([
  ['200', answered(200), 'removed'],
  ['410', cut(410), 'removed'],
  ['202', answered(202, { operation: 'o' }), 'accepted'],
  ['202, unreadable', cut(202), 'delayed'],
  ['204', answered(204), 'delayed'],
  ['400', answered(400), 'delayed'],
  ['404', answered(404), 'delayed'],
  ['422', answered(422, concurrent), 'delayed'],
  ['500', answered(500), 'delayed'],
  ['no answer', lost, 'delayed'],
])('a removal answered by %s', (_, answer, kind) => {
  expect(readDeprovision(answer).kind).toBe(kind)
})

test('reasons are the broker’s words, on one line and cut; retrying waits as long as it asks', () => {
  const told = readProvision(answered(400, { description: `No\u0000 room\n\nleft\ud800 ${'x'.repeat(600)}` }))
  expect(told).toMatchObject({ kind: 'rejected', reason: expect.stringMatching(/^No room left\ufffd x+$/) })
  expect(told.kind === 'rejected' && told.reason.length).toBe(500)
  expect(readProvision(answered(400, { description: ' ' }))).toMatchObject({ reason: 'The broker answered 400' })
  expect(readProvision(answered(429, {}, 7000))).toMatchObject({ kind: 'delayed', retryAfterMs: 7000 })
  expect(readLastOperation(answered(200, { state: 'in progress' }, 2000))).toMatchObject({ retryAfterMs: 2000 })
})

test('of what is told of an instance only plain values are kept', () => {
  const attributes = { ip: '198.18.0.1', size: 4, shared: false, deep: {}, list: [], 'not a name': 1, nothing: null }
  const kept = { ip: '198.18.0.1', size: 4, shared: false }
  expect(readInstance(answered(200, { metadata: { attributes } }))).toEqual(kept)
  expect(readProvision(answered(201, { metadata: { attributes } }))).toEqual({ kind: 'succeeded', attributes: kept })
  expect(readInstance(answered(404))).toBeUndefined()
})

test('a catalog is a JSON object answered with 200, and nothing else', () => {
  expect(readCatalog(answered(200, { services: [] }))).toEqual({ kind: 'read', catalog: { services: [] } })
  for (const answer of [cut(200), answered(201), answered(401), lost, unsent])
    expect(readCatalog(answer).kind).toBe('unreadable')
})
