import { expect, test } from 'vitest'
import {
  answered,
  choosePayment,
  type ChosenItem,
  confirm,
  emptyDraft,
  failed,
  isStillWanted,
  OrderDraft,
  pauseBeforeRetry,
  type Preparation,
  prepare,
  sending,
  type StoredProblem,
} from './order-draft.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const chosen = (quantity: number, parameters: Record<string, string> = {}): ChosenItem => ({
  item: { planId: 'p', region: 'r', billingMode: 'pay_per_use', quantity, parameters },
  planName: 'P',
  serviceId: 's',
  serviceName: 'S',
  labels: {},
})
const terms = { quotedTotal: usd('1.00'), payment: 'now' as const }
const placed = {
  id: 'ord_1',
  state: 'processing' as const,
  total: usd('1.00'),
  committed: usd('1.00'),
  placedAt: '2026-11-23T00:00:00Z',
}

const atConfirm = (): Preparation => {
  const { order } = prepare(emptyDraft, [chosen(1)], 'first')
  if (!order) throw new Error('nothing was prepared')
  return order
}
/** Sent so often, without an answer. */
function out(tries: number): Preparation {
  let order = confirm(atConfirm(), terms, 0)
  for (let sent = 0; sent < tries; sent += 1) order = sending(sent === 0 ? order : failed(order, null))
  return order
}
const problem = (status: number, code: string, walls: string[] = [], more: object = {}): StoredProblem => ({
  status,
  problem: {
    type: 'about:blank',
    title: code,
    status,
    code,
    requestId: 'r',
    ...(walls.length > 0 ? { reasons: walls.map((wall) => ({ failed: wall, whoCanMend: '', how: '' })) } : {}),
    ...more,
  },
})

test('the same items keep their key, also after a refusal, and others get another', () => {
  const draft = { ...emptyDraft, order: atConfirm() }
  expect(prepare(draft, [chosen(1)], 'second').order?.key).toBe('first')
  expect(prepare(draft, [chosen(2)], 'second').order?.key).toBe('second')
  const refused = { ...emptyDraft, order: failed(out(1), problem(409, 'price_changed')) }
  expect(prepare(refused, [chosen(1)], 'second').order?.key).toBe('first')
})

test('in which order the parts of an item are written makes no difference', () => {
  const draft = prepare(emptyDraft, [chosen(1, { a: '1', b: '2' })], 'first')
  expect(prepare(draft, [chosen(1, { b: '2', a: '1' })], 'second').order?.key).toBe('first')
})

test('after an order has been placed the same items are a new order', () => {
  const done = { ...emptyDraft, order: answered(out(1), placed, false) }
  expect(prepare(done, [chosen(1)], 'second').order).toMatchObject({ key: 'second', stage: { at: 'confirm' } })
})

test('while the outcome of one order is not known, no other takes its place', () => {
  const draft = { ...emptyDraft, order: failed(out(1), null) }
  expect(prepare(draft, [chosen(2)], 'second')).toBe(draft)
})

test('what a copy of the tab has placed stays so until the items change', () => {
  const elsewhere = failed(out(1), problem(422, 'idempotency_key_reused'))
  expect(elsewhere.stage).toEqual({ at: 'placed_elsewhere' })
  expect(prepare({ ...emptyDraft, order: elsewhere }, [chosen(1)], 'second').order?.stage.at).toBe('placed_elsewhere')
  expect(prepare({ ...emptyDraft, order: elsewhere }, [chosen(2)], 'second').order?.key).toBe('second')
})

test('confirming twice changes nothing that was sent', () => {
  const order = confirm(atConfirm(), terms, 0)
  expect(confirm(order, { ...terms, payment: 'later' }, 0)).toBe(order)
})

test('each try is counted before it is sent, and an answer ends it', () => {
  expect(out(1).stage).toMatchObject({ at: 'placing', tries: 1, isOut: true, missed: null })
  expect(out(3).stage).toMatchObject({ at: 'placing', tries: 3, isOut: true, missed: { problem: null } })
  const done = answered(out(3), placed, true)
  expect(done.stage).toEqual({ at: 'placed', order: placed, wasReplayed: true })
  expect(failed(done, null)).toBe(done)
})

test.each<[string, number, StoredProblem | null, string]>([
  ['no answer', 1, null, 'placing'],
  ['a server that does not know', 1, problem(503, 'outcome_unknown'), 'placing'],
  ['a proxy that gave up', 1, problem(502, 'unknown'), 'placing'],
  ['a proxy that refused', 1, problem(403, 'unknown'), 'placing'],
  ['a proxy that waited too long', 1, problem(408, 'unknown'), 'placing'],
  ['another member’s session', 1, problem(409, 'session_changed'), 'placing'],
  ['a fault of the server', 1, problem(500, 'internal'), 'placing'],
  ['a twin under way', 1, problem(409, 'busy'), 'placing'],
  ['too many requests', 1, problem(429, 'too_many_requests'), 'placing'],
  ['a session that has ended', 1, problem(401, 'session_missing'), 'placing'],
  ['a changed price', 1, problem(409, 'price_changed'), 'confirm'],
  ['a limit', 1, problem(403, 'not_allowed', ['budget']), 'confirm'],
  ['acting that is over', 1, problem(403, 'acting_session_over', ['acting_session']), 'confirm'],
  ['a changed price', 2, problem(409, 'price_changed'), 'confirm'],
  ['a wrong code', 2, problem(403, 'verification_code_wrong', ['verification_code']), 'confirm'],
  ['a limit', 2, problem(403, 'not_allowed', ['budget']), 'confirm'],
  ['acting that is over', 2, problem(403, 'acting_session_over', ['acting_session']), 'placing'],
  ['a revoked authorization', 2, problem(403, 'not_allowed', ['authorization']), 'placing'],
  ['another role', 2, problem(403, 'not_allowed', ['role']), 'placing'],
  ['a customer that is gone', 2, problem(404, 'not_found'), 'placing'],
])('%s as the answer to try %i leads to %s', (_, tries, answer, at) => {
  expect(failed(out(tries), answer).stage.at).toBe(at)
})

test.each<[string, number, StoredProblem | null, number | null]>([
  ['no answer', 1, null, 1_000],
  ['no answer', 4, null, 8_000],
  ['no answer', 7, null, 30_000],
  ['no answer', 8, null, null],
  ['a server that names a time', 1, problem(503, 'outcome_unknown', [], { retryAfter: 3 }), 3_000],
  ['a server that names a long time', 1, problem(429, 'too_many_requests', [], { retryAfter: 3_600 }), 30_000],
  ['a session that has ended', 1, problem(401, 'session_missing'), null],
  ['a revoked authorization', 2, problem(403, 'not_allowed', ['authorization']), null],
])('after %s to try %i it is sent again in %s ms', (_, tries, answer, pause) => {
  const { stage } = failed(out(tries), answer)
  expect(stage.at === 'placing' ? pauseBeforeRetry(stage) : 'refused').toBe(pause)
})

test('while a try may still be answered no other is due', () => {
  const { stage } = sending(failed(out(1), null))
  expect(stage.at === 'placing' ? pauseBeforeRetry(stage) : 'refused').toBeNull()
})

test('a draft is read back from its text as it was', () => {
  const draft: OrderDraft = {
    ...emptyDraft,
    order: failed(out(2), problem(503, 'outcome_unknown', [], { retryAfter: 1 })),
  }
  expect(OrderDraft.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
})

test('an order is sent without asking only by those who still wait for it', () => {
  const { stage } = out(1)
  const wanted = (at: number, tries = 1) => stage.at === 'placing' && isStillWanted({ ...stage, tries }, at)
  expect([wanted(0), wanted(14 * 60_000), wanted(16 * 60_000), wanted(0, 8)]).toEqual([true, true, false, false])
})

test('how it is to be paid is kept, also when it was refused', () => {
  const later = choosePayment(atConfirm(), 'later')
  expect(OrderDraft.parse({ ...emptyDraft, order: later }).order?.stage).toMatchObject({ payment: 'later' })
  const refused = failed(sending(confirm(later, { ...terms, payment: 'later' }, 0)), problem(409, 'price_changed'))
  expect(refused.stage).toMatchObject({ at: 'confirm', payment: 'later' })
})

test('a code that came with a refused order is not kept', () => {
  const stage = failed(
    confirm(atConfirm(), { ...terms, verificationCode: '123456' }, 0),
    problem(409, 'price_changed'),
  ).stage
  expect(JSON.stringify(stage)).not.toContain('123456')
  expect(stage).toMatchObject({ at: 'confirm', refused: { terms } })
})
