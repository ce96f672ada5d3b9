import { expect, test } from 'vitest'
import {
  importStateOf,
  itemOutcome,
  parametersFor,
  pollDelayMs,
  removalStepAfter,
  resourceName,
  retryDelayMs,
  stepAfter,
} from './rules.ts'
import type { Attempt } from './rules.ts'

const first: Attempt = { before: 'wanted', current: 'unknown', attempts: 1, isLatest: true, isOverdue: false }
const again: Attempt = { ...first, before: 'unknown', attempts: 2 }
const polled: Attempt = { ...first, before: 'accepted', current: 'accepted' }
const delayed = { kind: 'delayed', reason: 'down', retryAfterMs: null } as const
const rejected = { kind: 'rejected', reason: 'no' } as const
const unknown = { kind: 'unknown', reason: 'lost' } as const
const inProgress = { kind: 'inProgress', retryAfterMs: null } as const

test('waits grow to a minute and no further, and longer only when the broker asks for it', () => {
  expect([1, 2, 3, 6, 7, 8, 100].map((attempts) => retryDelayMs(attempts))).toEqual([
    1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000,
  ])
  expect(retryDelayMs(1, 90_000)).toBe(90_000)
  expect(retryDelayMs(1, 86_400_000)).toBe(600_000)
  expect([0, 1, 2, 3, 20].map((attempts) => pollDelayMs(attempts, null))).toEqual([1000, 1000, 1500, 2250, 30_000])
  expect(pollDelayMs(1, 20_000)).toBe(20_000)
})

test.each([
  ['refused at once: nothing can exist', first, rejected, { state: 'failed', orphan: false }],
  ['refused after an unknown outcome: something may exist', again, rejected, { state: 'failed', orphan: true }],
  [
    'failed while at work',
    polled,
    { kind: 'failed', reason: 'full' },
    { state: 'failed', failure: 'full', orphan: true },
  ],
  ['unknown', first, unknown, { state: 'unknown' }],
  ['not reached at the first try: still never asked', first, delayed, { state: 'wanted' }],
  ['not reached, but somebody else asked meanwhile', { ...first, isLatest: false }, delayed, { state: 'unknown' }],
  ['not reached after an unknown outcome', again, delayed, { state: 'unknown' }],
  ['not reached while polling', polled, delayed, { state: 'accepted' }],
  ['not reached while polling, for days', { ...polled, isOverdue: true }, delayed, { state: 'accepted' }],
  ['at work', polled, inProgress, { state: 'accepted' }],
  ['at work for too long', { ...polled, isOverdue: true }, inProgress, { state: 'failed', orphan: true }],
  ['forgotten by the broker', polled, { kind: 'gone' }, { state: 'unknown' }],
  [
    'answered with nonsense for too long',
    { ...polled, isOverdue: true },
    { kind: 'gone' },
    { state: 'failed', orphan: true },
  ],
  [
    'unknown, when another try was accepted meanwhile',
    { ...again, current: 'accepted' },
    unknown,
    { state: 'accepted' },
  ],
] as const)('%s', (_, attempt, outcome, step) => {
  expect(stepAfter(attempt, outcome)).toMatchObject(step)
})

test('what has come to its end stays there, whatever is heard later', () => {
  for (const current of ['succeeded', 'failed'] as const) {
    expect(stepAfter({ ...again, current }, rejected)).toBeUndefined()
    expect(removalStepAfter({ ...again, current }, { kind: 'removed' })).toBeUndefined()
  }
})

test.each([
  ['removed', first, { kind: 'removed' }, { state: 'succeeded' }],
  ['gone while polling', polled, { kind: 'gone' }, { state: 'succeeded' }],
  ['failed while polling: removed again', polled, { kind: 'failed', reason: 'no' }, { state: 'wanted' }],
  ['not reached', first, delayed, { state: 'wanted' }],
  ['not reached while polling', polled, delayed, { state: 'accepted' }],
  ['at work for too long: removed again', { ...polled, isOverdue: true }, inProgress, { state: 'wanted' }],
] as const)('a removal that is %s', (_, attempt, outcome, step) => {
  expect(removalStepAfter(attempt, outcome)).toMatchObject(step)
})

test('an item is decided with its last unit, and one that failed fails it', () => {
  const unit = (state: string, failure: string | null = null) => ({ state, failure })

  expect(itemOutcome([unit('succeeded'), unit('accepted')])).toBeUndefined()
  expect(itemOutcome([unit('failed', 'full'), unit('unknown')])).toBeUndefined()
  expect(itemOutcome([unit('succeeded'), unit('succeeded')])).toEqual({ failure: null })
  expect(itemOutcome([unit('succeeded'), unit('failed', 'full')])).toEqual({ failure: 'full' })
})

test('the region is sent where the plan’s form asks for it, and only there', () => {
  expect(parametersFor({ properties: { region: {} } }, 'r1', { size: 1 })).toEqual({ size: 1, region: 'r1' })
  expect(parametersFor({ properties: { size: {} } }, 'r1', { size: 1 })).toEqual({ size: 1 })
  expect(parametersFor({}, 'r1', {})).toEqual({})
})

test('resources are called as the customer chose, numbered where there are several', () => {
  const item = { serviceCode: 'ecs', quantity: 1, parameters: {} }
  const named = { ...item, parameters: { name: 'web' } }

  expect(resourceName(item, 'res_00abcdef', 1)).toBe('ecs-abcdef')
  expect(resourceName(named, 'res_00abcdef', 1)).toBe('web')
  expect(resourceName({ ...named, quantity: 3 }, 'res_00abcdef', 2)).toBe('web-2')
})

const early = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-01-02T00:00:00Z')
test.each([
  ['never read', [null, null, null], 'never'],
  ['read when the server started', [null, early, null], 'done'],
  ['asked for the first time', [early, null, null], 'running'],
  ['asked for again', [later, early, null], 'running'],
  ['asked for again after a failure', [later, null, early], 'running'],
  ['taken over', [early, later, null], 'done'],
  ['taken over after a failure', [early, later, early], 'done'],
  ['in vain after it was taken over', [early, early, later], 'failed'],
] as const)('a catalog %s', (_, [importRequestedAt, importedAt, importFailedAt], state) => {
  expect(importStateOf({ importRequestedAt, importedAt, importFailedAt })).toBe(state)
})
