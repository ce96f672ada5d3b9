import { expect, test } from 'vitest'
import { actingTime } from './acting-time.ts'

const startMs = Date.parse('2026-11-23T10:00:00.000Z')
const minute = 60_000
const atMinute = (minutes: number) => new Date(startMs + minutes * minute).toISOString()

/** An acting session of an hour; `idle` is when it ends if nothing more is done. */
const session = (idle: number, clockOffsetMs = 0) => ({
  expiresAt: atMinute(60),
  idleExpiresAt: atMinute(idle),
  clockOffsetMs,
})

test.each([
  ['begun', 15, 0, { minutesLeft: 60, endsSoonBy: null, isOver: false }],
  ['left alone for ten minutes', 15, 10, { minutesLeft: 50, endsSoonBy: 'idleness', isOver: false }],
  ['just short of that', 15, 9.99, { minutesLeft: 51, endsSoonBy: null, isOver: false }],
  ['in its last five minutes', 60, 55, { minutesLeft: 5, endsSoonBy: 'hour', isOver: false }],
  ['in its last second', 60, 59.99, { minutesLeft: 1, endsSoonBy: 'hour', isOver: false }],
  ['at its end', 60, 60, { minutesLeft: 0, endsSoonBy: 'hour', isOver: true }],
  ['idled out', 15, 15, { minutesLeft: 45, endsSoonBy: 'idleness', isOver: true }],
  ['long past its end', 60, 90, { minutesLeft: 0, endsSoonBy: 'hour', isOver: true }],
])('an acting session %s says so', (_, idle, after, time) => {
  expect(actingTime(session(idle), startMs + after * minute)).toEqual(time)
})

test('a browser whose clock is wrong counts by the server’s', () => {
  const wrongByMs = 3 * 60 * minute
  expect(actingTime(session(60, -wrongByMs), startMs + wrongByMs)).toEqual(actingTime(session(60), startMs))
})
