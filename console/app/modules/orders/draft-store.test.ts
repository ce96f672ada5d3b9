import { beforeEach, expect, test } from 'vitest'
import { draftText, keepOnlyDraftOf, onDraftChange, readDraft, writeDraft } from './draft-store.ts'
import { confirm, emptyDraft, type OrderDraft, prepare } from './order-draft.ts'

/** The storage of a tab, as far as it is used: its keys are its own properties, as in a browser. */
function openTab(): void {
  const methods = {
    getItem: (key: string) => (Object.hasOwn(kept, key) ? (kept[key] ?? null) : null),
    setItem: (key: string, text: string) => void (kept[key] = text),
    removeItem: (key: string) => void delete kept[key],
  }
  const kept: Record<string, string> = Object.create(methods)
  Object.assign(globalThis, { sessionStorage: kept })
}
beforeEach(openTab)

const chosen = {
  item: { planId: 'p', region: 'r', billingMode: 'pay_per_use' as const, quantity: 1, parameters: {} },
  planName: 'P',
  serviceId: 's',
  serviceName: 'S',
  labels: {},
}
const terms = { quotedTotal: { amount: '1.00', currency: 'USD' as const }, payment: 'now' as const }
const drafted = prepare(emptyDraft, [chosen], 'key')
const out: OrderDraft = { ...emptyDraft, order: drafted.order && confirm(drafted.order, terms, 0) }

test('a draft is kept for its context alone', () => {
  writeDraft('act_1', drafted)
  expect(readDraft('act_1')).toEqual(drafted)
  expect(readDraft('act_2')).toEqual(emptyDraft)
})

test('a draft that is empty leaves nothing behind', () => {
  writeDraft('act_1', drafted)
  writeDraft('act_1', emptyDraft)
  expect(Object.keys(sessionStorage)).toEqual([])
})

test('in another context nothing of the one before is left, and what is not the order’s stays', () => {
  writeDraft('act_1', drafted)
  writeDraft('act_2', drafted)
  sessionStorage.setItem('other', 'x')
  expect(keepOnlyDraftOf('act_2')).toBe(false)
  expect(draftText('act_1')).toBeNull()
  expect(readDraft('act_2')).toEqual(drafted)
  expect(sessionStorage.getItem('other')).toBe('x')
})

test('whoever signs out leaves no draft at all', () => {
  writeDraft('act_1', drafted)
  writeDraft('cus_1', drafted)
  keepOnlyDraftOf(null)
  expect(Object.keys(sessionStorage)).toEqual([])
})

test('an order that is left without an answer is told of', () => {
  writeDraft('act_1', out)
  expect(keepOnlyDraftOf('act_1')).toBe(false)
  expect(keepOnlyDraftOf('act_2')).toBe(true)
})

test.each(['{', '[]', '{"form":null}'])('what reads %s is no draft', (text) => {
  sessionStorage.setItem('procura.order.act_1', text)
  expect(readDraft('act_1')).toEqual(emptyDraft)
})

test('whoever listens hears of each change until they stop', () => {
  let heard = 0
  const stop = onDraftChange(() => (heard += 1))
  writeDraft('act_1', drafted)
  stop()
  writeDraft('act_1', emptyDraft)
  expect(heard).toBe(1)
})
