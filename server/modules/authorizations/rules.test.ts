import { expect, test } from 'vitest'
import { Refusal } from '#contract/refusals.ts'
import { decidedTerms, refuseImpossiblePeriod, termsOf, widenedFields } from './rules.ts'

const now = new Date('2026-03-01T12:00:00Z')
const usd = (amount: string) => ({ amount, currency: 'USD' as const })
const asked = {
  actions: ['purchase_yearly_monthly', 'view_orders'] as ('purchase_yearly_monthly' | 'view_orders')[],
  serviceFamilies: ['compute', 'storage'],
  longestTermMonths: 12,
  maxOrderAmount: usd('5000.00'),
  maxMonthAmount: usd('9000.00'),
  maxOrders: 10,
  validFrom: '2026-04-01T00:00:00Z',
  validUntil: '2027-04-01T00:00:00Z',
}
const { maxOrderAmount: _, ...withoutAmount } = asked
const { serviceFamilies: __, ...everyFamily } = asked
const { maxOrders: ___, ...withoutCount } = asked

test.each([
  ['the same', asked, []],
  ['fewer actions', { ...asked, actions: ['view_orders' as const] }, []],
  ['another action', { ...asked, actions: ['manage_resources' as const] }, ['actions']],
  ['one family of two', { ...asked, serviceFamilies: ['storage'] }, []],
  ['another family', { ...asked, serviceFamilies: ['compute', 'database'] }, ['serviceFamilies']],
  ['every family', everyFamily, ['serviceFamilies']],
  ['a shorter term', { ...asked, longestTermMonths: 1 }, []],
  ['a longer term', { ...asked, longestTermMonths: 13 }, ['longestTermMonths']],
  ['a lower amount', { ...asked, maxOrderAmount: usd('4999.99') }, []],
  ['a higher amount', { ...asked, maxOrderAmount: usd('5000.01') }, ['maxOrderAmount']],
  ['no limit on the amount', withoutAmount, ['maxOrderAmount']],
  ['a higher amount per month', { ...asked, maxMonthAmount: usd('9000.01') }, ['maxMonthAmount']],
  ['fewer orders', { ...asked, maxOrders: 1 }, []],
  ['more orders', { ...asked, maxOrders: 11 }, ['maxOrders']],
  ['any number of orders', withoutCount, ['maxOrders']],
  ['a later beginning', { ...asked, validFrom: '2026-05-01T00:00:00Z' }, []],
  ['an earlier beginning', { ...asked, validFrom: '2026-03-15T00:00:00Z' }, ['validFrom']],
  ['an earlier end', { ...asked, validUntil: '2026-12-01T00:00:00Z' }, []],
  ['a later end', { ...asked, validUntil: '2027-04-01T00:00:01Z' }, ['validUntil']],
])('granting %s is a narrowing, or is refused by field', (_name, granted, fields) => {
  const wish = termsOf(asked, now)
  expect(widenedFields(decidedTerms(granted, wish, now), wish)).toEqual(fields)
})

test('a customer may set limits where none were asked for', () => {
  const wish = termsOf({ actions: asked.actions }, now)
  expect(widenedFields(decidedTerms(asked, wish, now), wish)).toEqual(['validUntil'])
  const { validUntil: _end, ...limits } = asked
  expect(widenedFields(decidedTerms(limits, wish, now), wish)).toEqual([])
})

test('nothing begins before it is decided, and what names no end is good for a year', () => {
  const wish = termsOf({ actions: asked.actions, validFrom: '2020-01-01T00:00:00Z' }, now)
  expect(wish).toMatchObject({ validFrom: now, validUntil: new Date('2027-03-01T12:00:00Z') })
  expect(decidedTerms({ actions: asked.actions, validFrom: '2020-01-01T00:00:00Z' }, wish, now).validFrom).toEqual(now)
})

test.each([
  ['a year ago', '2025-03-01T00:00:00Z'],
  ['now', '2026-03-01T12:00:00Z'],
  ['a second later than two years', '2028-03-01T12:00:01Z'],
])('an end %s is refused', (_name, validUntil) => {
  expect(() => refuseImpossiblePeriod(termsOf({ actions: asked.actions, validUntil }, now))).toThrow(Refusal)
})

test('an end in two years to the second is possible', () => {
  const terms = termsOf({ actions: asked.actions, validUntil: '2028-03-01T12:00:00Z' }, now)
  expect(() => refuseImpossiblePeriod(terms)).not.toThrow()
})
