import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { actingApi, forgetEveryActing, forgetUnheld, holdActing } from './acting-apis.ts'

vi.useFakeTimers()
vi.stubGlobal('window', { location: { origin: 'https://procura.example' } })
beforeEach(() => forgetEveryActing())
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const read = ['getCustomer', { customerId: 'cus_1' }]

/** Opens the context of an acting session and reads something in it. */
function openWithRead(actingSessionId: string) {
  const api = actingApi(actingSessionId)
  api.queries.setQueryData(read, { name: 'Acme' })
  return api
}

test('when the last part of a tab lets go of its context, what was read is gone, and the context with it', () => {
  const api = openWithRead('act_1')
  const releases = [holdActing('act_1'), holdActing('act_1')]

  releases[0]?.()
  vi.runAllTimers()
  expect(api.queries.getQueryData(read)).toEqual({ name: 'Acme' })

  releases[1]?.()
  vi.runAllTimers()
  expect(api.queries.getQueryCache().getAll()).toEqual([])
  expect(actingApi('act_1')).not.toBe(api)
})

test('a part that is taken down and put up again at once keeps its context', () => {
  const api = openWithRead('act_1')
  const release = holdActing('act_1')
  release()
  holdActing('act_1')
  vi.runAllTimers()
  expect(actingApi('act_1')).toBe(api)
  expect(api.queries.getQueryData(read)).toEqual({ name: 'Acme' })
})

test('leaving one customer forgets nothing of another tab’s, and a context that nobody took is forgotten at once', () => {
  const left = openWithRead('act_1')
  const kept = openWithRead('act_2')
  holdActing('act_2')
  forgetUnheld('act_1')
  forgetUnheld('act_2')
  expect(left.queries.getQueryCache().getAll()).toEqual([])
  expect(kept.queries.getQueryData(read)).toEqual({ name: 'Acme' })
})

test('whoever signs in next finds nothing of any acting session', () => {
  const opened = ['act_1', 'act_2'].map(openWithRead)
  holdActing('act_2')
  forgetEveryActing()
  expect(opened.flatMap(({ queries }) => queries.getQueryCache().getAll())).toEqual([])
  expect(opened).not.toContain(actingApi('act_2'))
})
