import { expect, test } from 'vitest'
import { Scope } from '#contract/authorizations.ts'
import { askedAgain, draftOf, narrowScope, type Narrowing, type ScopeDraft } from './narrow-scope.ts'

const asked: Narrowing = {
  asked: Scope.parse({
    actions: ['purchase_yearly_monthly', 'view_orders'],
    maxOrderAmount: { amount: '5000.00', currency: 'EUR' },
    maxOrders: 10,
    validUntil: '2027-11-23T12:00:00.000Z',
  }),
  everyFamily: ['compute', 'storage'],
  currency: 'EUR',
  now: Date.parse('2026-11-23T12:00:00.000Z'),
}
const narrowed = (change: Partial<ScopeDraft>) => narrowScope({ ...draftOf(asked), ...change }, asked)

test('fields as they were asked grant exactly that', () => {
  expect(narrowed({})).toEqual({ faults: {}, scope: asked.asked })
})

test('asked again, it is the same for as long, from now on, but for what nobody is asked for here', () => {
  const before = {
    requestedScope: { ...asked.asked, actions: ['view_orders', 'manage_resources'] as const, longestTermMonths: 5 },
    requestedAt: '2027-05-27T12:00:00.000Z',
  }
  const draft = askedAgain({ ...before, requestedScope: Scope.parse(before.requestedScope) }, ['compute'], asked.now)
  expect(draft).toMatchObject({ actions: ['view_orders'], families: ['compute'], term: '5', perOrder: '5000.00' })
  expect(draft.until).toBe('2027-05-22')
})

test('less of anything is granted as it is typed', () => {
  const less = {
    actions: ['view_orders'],
    families: ['storage'],
    perOrder: '0.01',
    perMonth: '99',
    orders: '1',
  } as const
  expect(narrowed({ ...less, term: '12', until: '2026-12-31' }).scope).toMatchObject({
    actions: ['view_orders'],
    serviceFamilies: ['storage'],
    longestTermMonths: 12,
    maxOrderAmount: { amount: '0.01', currency: 'EUR' },
    maxMonthAmount: { amount: '99', currency: 'EUR' },
    maxOrders: 1,
    validUntil: new Date('2026-12-31T23:59:59').toISOString(),
  })
})

test('what was not asked yet ends two years from now at the latest, also when that day is chosen', () => {
  const wish = { ...asked, asked: Scope.parse({ actions: ['view_orders'] }) }
  const until = (day: string) => narrowScope({ ...draftOf(wish), until: day }, wish)
  expect(until('2028-11-23').scope?.validUntil).toBe('2028-11-23T11:55:00.000Z')
  expect(until('2028-11-22').scope?.validUntil).toBe(new Date('2028-11-22T23:59:59').toISOString())
  expect(until('2028-11-24')).toEqual({ faults: { until: 'until' }, scope: null })
})

test.each<[Partial<ScopeDraft>, string]>([
  [{ perOrder: '5000.01' }, 'widened'],
  [{ perOrder: '' }, 'limitMissing'],
  [{ perOrder: '0' }, 'amount'],
  [{ perOrder: '1.001' }, 'amount'],
  [{ perMonth: '1e3' }, 'amount'],
  [{ orders: '11' }, 'widened'],
  [{ orders: '' }, 'limitMissing'],
  [{ orders: '0' }, 'number'],
  [{ term: '37' }, 'number'],
  [{ term: '1.5' }, 'number'],
  [{ until: '2027-11-25' }, 'until'],
  [{ until: '2026-11-20' }, 'until'],
  [{ until: '' }, 'until'],
  [{ actions: [] }, 'actions'],
  [{ families: [] }, 'families'],
])('%j grants nothing', (change, fault) => {
  expect(narrowed(change)).toEqual({ faults: { [Object.keys(change)[0] ?? '']: fault }, scope: null })
})
