import { expect, test } from 'vitest'
import { ResourceStatus } from '#contract/resources.ts'
import { activationOf, expiryOf, isLive } from './rules.ts'

test.each([
  ['2026-01-15T10:30:00.000Z', 1, '2026-02-15T10:30:00.000Z'],
  ['2026-01-31T10:30:00.000Z', 1, '2026-02-28T10:30:00.000Z'],
  ['2028-01-31T23:59:59.999Z', 1, '2028-02-29T23:59:59.999Z'],
  ['2028-02-29T00:00:00.000Z', 12, '2029-02-28T00:00:00.000Z'],
  ['2026-12-31T00:00:00.001Z', 9, '2027-09-30T00:00:00.001Z'],
  ['2026-03-29T01:30:00.000Z', 36, '2029-03-29T01:30:00.000Z'],
])('a period begun on %s for %i months ends on %s', (start, months, end) => {
  expect(expiryOf(new Date(start), months).toISOString()).toBe(end)
})

test('what is paid for a period expires; what is paid by use does not', () => {
  const now = new Date('2026-05-01T00:00:00Z')

  expect(activationOf(now, 3)).toEqual({
    status: 'in_use',
    startsAt: now,
    expiresAt: new Date('2026-08-01T00:00:00Z'),
  })
  expect(activationOf(now, null)).toEqual({ status: 'normal', startsAt: now, expiresAt: null })
})

test('a resource is live in every state but before it exists and after it is closed', () => {
  expect(ResourceStatus.options.filter((status) => !isLive(status))).toEqual(['creating', 'closed'])
})
