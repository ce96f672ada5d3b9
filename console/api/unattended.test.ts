import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { unattendedHeader, watchHands } from './unattended.ts'

vi.useFakeTimers()
afterAll(() => vi.useRealTimers())

const page = new EventTarget()
watchHands(page)
beforeEach(() => page.dispatchEvent(new Event('keydown')))

test('requests within a minute of a touch are somebody’s own, and later ones the page’s', () => {
  vi.advanceTimersByTime(60_000)
  expect(unattendedHeader()).toEqual({})
  vi.advanceTimersByTime(1)
  expect(unattendedHeader()).toEqual({ unattended: 'true' })
})

test.each(['pointerdown', 'pointermove', 'keydown', 'wheel'])('%s is a touch', (type) => {
  vi.advanceTimersByTime(3_600_000)
  page.dispatchEvent(new Event(type))
  expect(unattendedHeader()).toEqual({})
})
