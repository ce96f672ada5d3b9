import { expect, test } from 'vitest'
import { dateText, instantText } from './instant-text.ts'

test('an instant is told in the zone of whoever reads it, and names the zone', () => {
  const at = '2026-11-23T23:30:00.000Z'
  expect(instantText(at, 'en', { timeZone: 'Asia/Shanghai' })).toMatch(/Nov 24, 2026.*07:30 AM GMT\+8/)
  expect(instantText('2026-11-23T23:30:07.000Z', 'zh-CN', { timeZone: 'UTC', isExact: true })).toBe(
    '2026年11月23日 23:30:07 UTC',
  )
  expect(instantText(at, 'en', { timeZone: 'UTC' })).toMatch(/Nov 23, 2026.*11:30 PM UTC/)
  expect(instantText(at, 'zh-CN', { timeZone: 'Asia/Shanghai' })).toBe('2026年11月24日 07:30 GMT+8')
})

test('a date is the same day wherever it is read', () => {
  expect(dateText('2026-01-01', 'en')).toBe('Jan 1, 2026')
  expect(dateText('2026-01-01', 'zh-CN')).toBe('2026年1月1日')
})
