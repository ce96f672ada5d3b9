import { describe, expect, test } from 'vitest'
import { delegationWalls, explainedWalls, orderWalls, standingWalls } from './authority.ts'
import type { AuthorityFacts, AuthorizationFacts, LimitRoom, Order, Wish } from './authority.ts'
import type { PartnerRole, Permission } from './permissions.ts'

/**
 * All combinations of facts, each judged twice: by the engine, and by the rules written down here as domain.md says
 * them, one sentence for a wall and without the engine's tables.
 */
const now = new Date('2026-03-01T12:00:00Z')
const before = new Date(now.getTime() - 1)
const later = new Date(now.getTime() + 1)

const grant: AuthorizationFacts = {
  state: 'active',
  validFrom: before,
  validUntil: later,
  actions: ['purchase_yearly_monthly', 'view_orders'],
  serviceFamilies: ['compute'],
  longestTermMonths: 12,
  maxOrderMinor: 100n,
  approvalMode: 'automatic',
  approveAboveMinor: null,
}

const associations = {
  reseller: { type: 'reseller', ended: false },
  referral: { type: 'referral', ended: false },
  ended: { type: 'reseller', ended: true },
  none: null,
} as const
const permitted = { actOnBehalf: true, freeze: false, setBudgets: false }
const distributor = {
  direct: null,
  permits: permitted,
  withdraws: { ...permitted, actOnBehalf: false, freeze: true, setBudgets: true },
} as const
const grants = {
  none: null,
  active: grant,
  pending: { ...grant, state: 'pending' },
  revoked: { ...grant, state: 'revoked' },
  early: { ...grant, validFrom: later },
  over: { ...grant, validUntil: now },
  narrow: {
    ...grant,
    actions: ['view_resources'],
    serviceFamilies: ['storage'],
    longestTermMonths: 1,
    maxOrderMinor: 9n,
  },
  open: { ...grant, serviceFamilies: [], longestTermMonths: null, maxOrderMinor: null },
} as const satisfies Record<string, AuthorizationFacts | null>
const roles: readonly PartnerRole[] = ['admin', 'account_manager', 'sales', 'finance', 'viewer']
const freezes = { open: { closed: false, frozen: null }, frozen: { closed: false, frozen: 'account' } } as const
const accounts = { ...freezes, closed: { closed: true, frozen: null } } as const
const sessions = {
  none: null,
  live: { endCause: null, expiresAt: later, idleUntil: later },
  ended: { endCause: 'left', expiresAt: later, idleUntil: later },
  expired: { endCause: null, expiresAt: now, idleUntil: later },
  idle: { endCause: null, expiresAt: later, idleUntil: now },
} as const
const unlimited: LimitRoom = {
  budget: null,
  authorizationMonth: null,
  authorizationOrders: null,
  quota: null,
  quotaElsewhere: false,
}
const rooms = {
  unlimited,
  enough: { ...unlimited, budget: 10n, authorizationMonth: 10n, authorizationOrders: 1n, quota: 10n },
  short: { budget: 9n, authorizationMonth: 9n, authorizationOrders: 0n, quota: 9n, quotaElsewhere: true },
} as const
const wish: Wish = {
  actions: ['purchase_yearly_monthly'],
  serviceFamilies: ['compute'],
  longestTermMonths: 12,
  committedMinor: 10n,
}

type Key<T> = keyof T
interface Case {
  readonly association: Key<typeof associations>
  readonly permission: Key<typeof distributor>
  readonly grant: Key<typeof grants>
  readonly role: PartnerRole
  readonly account: Key<typeof accounts>
  readonly session: Key<typeof sessions>
  readonly room: Key<typeof rooms>
  readonly isPartnerFrozen: boolean
  readonly isMember: boolean
}

const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T)[]
const yesAndNo = [true, false] as const

const values: { readonly [K in keyof Case]: readonly Case[K][] } = {
  association: keys(associations),
  permission: keys(distributor),
  grant: keys(grants),
  role: roles,
  account: keys(accounts),
  session: keys(sessions),
  room: keys(rooms),
  isPartnerFrozen: yesAndNo,
  isMember: yesAndNo,
}

/** Every combination there is: each value of the first fact with every combination of the others. */
function everyCase(facts: readonly [string, readonly unknown[]][]): object[] {
  const [first, ...others] = facts
  if (!first) return [{}]
  const [fact, known] = first
  return everyCase(others).flatMap((one) => known.map((value) => ({ ...one, [fact]: value })))
}
const cases = everyCase(Object.entries(values)) as Case[]

const factsOf = (one: Case): AuthorityFacts => ({
  now,
  member: { kind: 'partner', roles: [one.role], active: one.isMember },
  partner: { kind: 'reseller', frozen: one.isPartnerFrozen },
  customer: accounts[one.account],
  association: associations[one.association],
  distributorPermission: distributor[one.permission],
  authorization: grants[one.grant],
  acting: sessions[one.session],
})
const orderOf = (one: Case): Order => ({ room: rooms[one.room], wish })

type Rule = readonly [wall: string, stands: (one: Case) => boolean]
const sells = (role: PartnerRole) => role === 'admin' || role === 'account_manager' || role === 'sales'
const isInForce = ({ grant: one }: Case) => one === 'active' || one === 'narrow' || one === 'open'

/** What domain.md asks of who acts for a customer, beside the account itself. */
const delegation: readonly Rule[] = [
  ['partner_frozen', ({ isPartnerFrozen }) => isPartnerFrozen],
  ['customer_closed', ({ account }) => account === 'closed'],
  ['association', ({ association }) => association !== 'reseller'],
  ['distributor_permission', ({ permission }) => permission === 'withdraws'],
  ['authorization', (one) => !isInForce(one)],
]
const member: Rule = ['member', ({ isMember }) => !isMember]
const role: Rule = ['role', (one) => !sells(one.role)]
const begun: Rule = ['only_while_acting', ({ session }) => session === 'none']
const live: Rule = ['acting_session', ({ session }) => session !== 'live' && session !== 'none']
const isNarrow = (one: Case) => one.grant === 'narrow'
const isShort = ({ room }: Case) => room === 'short'
const ordering: readonly Rule[] = [
  ['customer_frozen', ({ account }) => account === 'frozen'],
  ['authorization_action', isNarrow],
  ['authorization_service_family', isNarrow],
  ['authorization_term', isNarrow],
  ['authorization_order_amount', isNarrow],
  ['authorization_month_amount', (one) => isShort(one) && isInForce(one)],
  ['authorization_order_count', (one) => isShort(one) && isInForce(one)],
  ['budget', isShort],
  ['quota', isShort],
  ['quota_currency', isShort],
]

const standing = (rules: readonly Rule[], one: Case) => rules.flatMap(([wall, stands]) => (stands(one) ? [wall] : []))
const namesOf = (met: readonly { wall: string }[]) => met.map(({ wall }) => wall)
const failedOf = (met: ReturnType<typeof explainedWalls>) => namesOf(met.filter(({ passed }) => !passed))

/** The first combination, in words, for which something does not hold; with how many there were. */
function search(holds: (one: Case) => boolean): { count: number; astray: string } {
  let count = 0
  for (const one of cases) {
    count += 1
    if (!holds(one)) return { count, astray: JSON.stringify(one) }
  }
  return { count, astray: '' }
}
const all = { count: 4 * 3 * 5 * 3 * 5 * 3 * 8 * 2 * 2, astray: '' }
const same = (some: readonly string[], others: readonly string[]) => some.join() === others.join()

const limitMs = 60_000

describe(
  'over all combinations of association, permission, grant, role, freeze, session and limits',
  { timeout: limitMs },
  () => {
    test('an order on behalf fails at the walls that the rules name, in their order, and at no other', () => {
      const rules = [member, begun, role, ...delegation, live, ...ordering]
      expect(
        search((one) =>
          same(failedOf(explainedWalls(factsOf(one), 'orders:place', orderOf(one))), standing(rules, one)),
        ),
      ).toEqual(all)
    })

    test('beginning to act fails at the walls that the rules name, in their order, and at no other', () => {
      const isBeginning = ({ session }: Case) => session === 'none'
      const rules = [member, role, ...delegation]
      const explained = (one: Case) => failedOf(explainedWalls(factsOf(one), 'acting:start', null))
      expect(search((one) => !isBeginning(one) || same(explained(one), standing(rules, one)))).toEqual(all)
    })

    test('whoever acts is refused by the standing walls that are explained, and else by those of the order', () => {
      const permissions: readonly Permission[] = ['orders:place', 'orders:read', 'resources:read']
      const isExplained = (one: Case): boolean => {
        const facts = factsOf(one)
        if (one.room !== 'unlimited') {
          const isRefused = standingWalls(facts, 'orders:place').length > 0
          const explained = failedOf(explainedWalls(facts, 'orders:place', orderOf(one)))
          return isRefused || same(explained, namesOf(orderWalls(facts, orderOf(one))))
        }
        return permissions.every((permission) =>
          same(failedOf(explainedWalls(facts, permission, null)), standingWalls(facts, permission)),
        )
      }
      expect(search((one) => one.session === 'none' || isExplained(one))).toEqual(all)
    })

    test('whoever begins to act is refused by the walls of the delegation', () => {
      expect(search((one) => same(delegationWalls(factsOf(one)), standing(delegation, one)))).toEqual(all)
    })

    test('a wall is named once, and whoever meets none is let through', () => {
      const isEachOnce = (one: Case) => {
        const names = namesOf(explainedWalls(factsOf(one), 'orders:place', orderOf(one)))
        return new Set(names).size === names.length
      }
      expect(search(isEachOnce)).toEqual(all)
      const free: Case = {
        association: 'reseller',
        permission: 'permits',
        grant: 'active',
        role: 'sales',
        account: 'open',
        session: 'live',
        room: 'enough',
        isPartnerFrozen: false,
        isMember: true,
      }
      expect(failedOf(explainedWalls(factsOf(free), 'orders:place', orderOf(free)))).toEqual([])
    })
  },
)
