import { expect, test } from 'vitest'
import { dayAfter, dayOf, daysOf, monthsAfter, readMonth, weeksOf } from './month.ts'

test('the weeks of a month are whole, from Monday on', () => {
  const weeks = weeksOf('2026-11')
  expect(weeks[0]).toEqual([
    '2026-10-26',
    '2026-10-27',
    '2026-10-28',
    '2026-10-29',
    '2026-10-30',
    '2026-10-31',
    '2026-11-01',
  ])
  expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06')
  expect(weeks).toHaveLength(6)
  expect(weeksOf('2027-02')).toHaveLength(4)
})

test('a month has its last day, in leap years too, and leads over the year', () => {
  expect(daysOf('2028-02')).toEqual({ first: '2028-02-01', last: '2028-02-29' })
  expect(monthsAfter('2026-12', 1)).toBe('2027-01')
  expect(monthsAfter('2026-01', -1)).toBe('2025-12')
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
})

test('what is no month is this one', () => {
  const now = new Date(2026, 10, 23, 12).getTime()
  expect(readMonth('2027-03', now)).toBe('2027-03')
  expect(['2027-13', '27-03', '2027-3', undefined].map((text) => readMonth(text, now))).toEqual(
    Array.from({ length: 4 }, () => '2026-11'),
  )
  expect(dayOf(now)).toBe('2026-11-23')
})
