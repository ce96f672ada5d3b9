import { expect, test } from 'vitest'
import {
  delegationWalls,
  holdsPermission,
  newRequestWalls,
  orderWalls,
  requestWalls,
  standingWalls,
} from './authority.ts'
import type { AuthorityFacts, AuthorizationFacts, LimitRoom, Wish } from './authority.ts'
import type { Permission } from './permissions.ts'
import type { Wall } from './walls.ts'

/** The walls that an order fails at, by name. */
const failedBy = (facts: AuthorityFacts, left: LimitRoom, wanted: Wish) =>
  orderWalls(facts, { room: left, wish: wanted }).map(({ wall }) => wall)

const now = new Date('2026-03-01T12:00:00Z')
const before = new Date(now.getTime() - 1)
const later = new Date(now.getTime() + 1)

const authorization: AuthorizationFacts = {
  state: 'active',
  validFrom: now,
  validUntil: later,
  actions: ['purchase_yearly_monthly', 'view_orders'],
  serviceFamilies: ['compute'],
  longestTermMonths: 12,
  maxOrderMinor: 100n,
  approvalMode: 'automatic',
  approveAboveMinor: null,
}
/** A reseller's salesperson who acts, and whom no wall stops. */
const acting: AuthorityFacts = {
  now,
  member: { kind: 'partner', roles: ['sales'], active: true },
  partner: { kind: 'reseller', frozen: false },
  customer: { closed: false, frozen: null },
  association: { type: 'reseller', ended: false },
  distributorPermission: { actOnBehalf: true, freeze: false, setBudgets: false },
  authorization,
  acting: { endCause: null, expiresAt: later, idleUntil: later },
}
const room: LimitRoom = {
  budget: 100n,
  authorizationMonth: 100n,
  authorizationOrders: 1n,
  quota: 100n,
  quotaElsewhere: false,
}
const wish: Wish = {
  actions: ['purchase_yearly_monthly'],
  serviceFamilies: ['compute'],
  longestTermMonths: 12,
  committedMinor: 100n,
}

test('with every fact as it should be no wall stands, up to the last cent, month and millisecond', () => {
  expect(requestWalls(acting)).toEqual([])
  expect(delegationWalls(acting)).toEqual([])
  expect(standingWalls(acting, 'orders:read')).toEqual([])
  expect(failedBy(acting, room, wish)).toEqual([])
  expect(standingWalls({ ...acting, distributorPermission: null }, 'orders:place')).toEqual([])
})

const relation: readonly [string, Partial<AuthorityFacts>, Wall][] = [
  ['a frozen partner', { partner: { kind: 'reseller', frozen: true } }, 'partner_frozen'],
  ['a closed customer', { customer: { closed: true, frozen: null } }, 'customer_closed'],
  ['no association', { association: null }, 'association'],
  ['a referral', { association: { type: 'referral', ended: false } }, 'association'],
  ['an association that has ended', { association: { type: 'reseller', ended: true } }, 'association'],
  [
    'a distributor who does not permit it',
    { distributorPermission: { actOnBehalf: false, freeze: true, setBudgets: true } },
    'distributor_permission',
  ],
]
const grant: readonly [string, Partial<AuthorityFacts>, Wall][] = [
  ['no authorization', { authorization: null }, 'authorization'],
  ['a revoked authorization', { authorization: { ...authorization, state: 'revoked' } }, 'authorization'],
  ['one that is not decided', { authorization: { ...authorization, state: 'pending' } }, 'authorization'],
  ['one that begins later', { authorization: { ...authorization, validFrom: later } }, 'authorization'],
  ['one that ends now', { authorization: { ...authorization, validFrom: before, validUntil: now } }, 'authorization'],
]
const live = { endCause: null, expiresAt: later, idleUntil: later }
const session: readonly [string, Partial<AuthorityFacts>, Wall][] = [
  ['an acting session that was ended', { acting: { ...live, endCause: 'left' } }, 'acting_session'],
  ['one whose hour is over', { acting: { ...live, expiresAt: now } }, 'acting_session'],
  ['one that idled out', { acting: { ...live, idleUntil: now } }, 'acting_session'],
  ['a member who is none any more', { member: { ...acting.member, active: false } }, 'member'],
  ['a member demoted while acting', { member: { ...acting.member, roles: ['finance'] } }, 'role'],
  [
    'an authorization that does not cover the action',
    { authorization: { ...authorization, actions: ['purchase_yearly_monthly'] } },
    'authorization_action',
  ],
]

test.each(relation)('with %s nobody may ask, begin or go on', (_, change, wall) => {
  expect(requestWalls({ ...acting, ...change })).toEqual([wall])
  expect(delegationWalls({ ...acting, ...change })).toEqual([wall])
  expect(standingWalls({ ...acting, ...change }, 'orders:read')).toEqual([wall])
})

test.each(grant)('with %s nobody may begin or go on', (_, change, wall) => {
  expect(delegationWalls({ ...acting, ...change })).toEqual([wall])
  expect(standingWalls({ ...acting, ...change }, 'orders:place')).toEqual([wall])
})

test.each(session)('with %s nobody may go on', (_, change, wall) => {
  expect(standingWalls({ ...acting, ...change }, 'orders:read')).toEqual([wall])
})

const inOwnName = { ...acting, acting: null, authorization: null }

test('a permission belongs to a kind of account and a role, and acting to those named for it', () => {
  const owner = { ...inOwnName, member: { kind: 'customer', roles: ['owner'], active: true } } as const
  expect(holdsPermission(owner, 'orders:place')).toBeNull()
  expect(holdsPermission({ ...owner, member: { ...owner.member, roles: ['viewer'] } }, 'orders:place')).toBe('role')
  expect(holdsPermission(inOwnName, 'orders:place')).toBe('only_while_acting')
  expect(holdsPermission(acting, 'orders:place')).toBeNull()
  expect(holdsPermission(acting, 'customers:tag')).toBe('not_while_acting')
  expect(holdsPermission(inOwnName, 'brokers:read')).toBe('role')
  expect(holdsPermission({ ...inOwnName, member: { ...inOwnName.member, roles: [] } }, 'anyone')).toBeNull()
})

test('a key holds what it was given and no more, and a session all that the roles hold', () => {
  const withKey = (scope: Permission[]) => ({ ...acting, member: { ...acting.member, scope } })
  expect(holdsPermission(withKey(['orders:place']), 'orders:place')).toBeNull()
  expect(holdsPermission(withKey(['orders:read']), 'orders:place')).toBe('api_key_scope')
})

test('a customer is not asked again while a request waits or a grant is in force, and is asked once it is over', () => {
  const asked = (change: Partial<AuthorizationFacts>) =>
    newRequestWalls({ ...inOwnName, authorization: { ...authorization, ...change } })
  expect(asked({ state: 'pending' })).toEqual(['authorization_open'])
  expect(asked({})).toEqual(['authorization_open'])
  expect(asked({ validUntil: now })).toEqual([])
  expect(asked({ state: 'revoked' })).toEqual([])
  expect(newRequestWalls({ ...inOwnName, partner: { kind: 'reseller', frozen: true } })).toEqual(['partner_frozen'])
})

const limits: readonly [string, Partial<AuthorityFacts>, Partial<LimitRoom>, Partial<Wish>, Wall][] = [
  ['of a closed customer', { customer: { closed: true, frozen: null } }, {}, {}, 'customer_closed'],
  ['of a frozen customer', { customer: { closed: false, frozen: 'account' } }, {}, {}, 'customer_frozen'],
  ['above the budget', {}, { budget: 99n }, {}, 'budget'],
  ['above the quota', {}, { quota: 99n }, {}, 'quota'],
  ['in a currency without quota', {}, { quotaElsewhere: true }, {}, 'quota_currency'],
  ['that the scope does not name', {}, {}, { actions: ['enable_pay_per_use'] }, 'authorization_action'],
  ['of another family', {}, {}, { serviceFamilies: ['compute', 'storage'] }, 'authorization_service_family'],
  ['for longer than allowed', {}, {}, { longestTermMonths: 13 }, 'authorization_term'],
  [
    'above the amount per order',
    { authorization: { ...authorization, maxOrderMinor: 99n } },
    {},
    {},
    'authorization_order_amount',
  ],
  ['above the amount per month', {}, { authorizationMonth: 99n }, {}, 'authorization_month_amount'],
  ['beyond the number of orders', {}, { authorizationOrders: 0n }, {}, 'authorization_order_count'],
]

test.each(limits)('an order on behalf %s is refused by that wall alone', (_, facts, left, wanted, wall) => {
  expect(failedBy({ ...acting, ...facts }, { ...room, ...left }, { ...wish, ...wanted })).toEqual([wall])
})

test('the customer’s own order meets no scope, and no limit where there is none', () => {
  const nothing = { budget: null, authorizationMonth: null, authorizationOrders: null, quota: null }
  const anything: Wish = { ...wish, actions: ['enable_pay_per_use'], longestTermMonths: 36, committedMinor: 10n ** 9n }
  expect(failedBy(inOwnName, { ...nothing, quotaElsewhere: false }, anything)).toEqual([])
  const open = { ...authorization, serviceFamilies: [], longestTermMonths: null, maxOrderMinor: null }
  const wide = { ...anything, actions: wish.actions, serviceFamilies: ['storage'] }
  expect(failedBy({ ...acting, authorization: open }, { ...nothing, quotaElsewhere: false }, wide)).toEqual([])
})
