import { moneyOf } from './money.ts'
import type { CurrencyCode } from './money.ts'
import type { RefusalReason, WallKnown } from './refusals.ts'

/** Every wall there is, who can mend it when it fails, and how. */
export const walls = {
  acting_session: { whoCanMend: 'the member', how: 'Switch role again.' },
  role: { whoCanMend: "the account's administrator or owner", how: 'Ask for a role that may do this.' },
  api_key_scope: { whoCanMend: 'the member', how: 'Use an API key that holds this permission.' },
  own_session: { whoCanMend: 'the member', how: 'Sign in: no API key or token may do this.' },
  own_sign_in: {
    whoCanMend: 'the member',
    how: 'Sign in by your own password or passkey: this is about you in all of your accounts.',
  },
  member: { whoCanMend: "the account's administrator or owner", how: 'Ask for the membership to be given back.' },
  seller: { whoCanMend: 'the partner who sells to the customer', how: "Only the customer's own partner does this." },
  partner_frozen: { whoCanMend: 'the distributor or the operator', how: 'Ask for the partner to be unfrozen.' },
  association: {
    whoCanMend: 'the partner and the customer',
    how: 'Only a customer associated as reseller can be ordered for.',
  },
  distributor_permission: { whoCanMend: 'the distributor', how: 'Ask the distributor for the permission.' },
  authorization: { whoCanMend: 'the customer', how: 'Request authorization; the customer decides.' },
  authorization_open: {
    whoCanMend: 'the customer and the partner',
    how: 'There is one already: wait for the decision, or have it canceled or revoked first.',
  },
  authorization_action: { whoCanMend: 'the customer', how: 'Request an authorization that covers this action.' },
  authorization_service_family: {
    whoCanMend: 'the customer',
    how: 'Request an authorization that covers this product.',
  },
  authorization_term: { whoCanMend: 'the customer', how: 'Choose a shorter term, or request a longer one.' },
  authorization_order_amount: {
    whoCanMend: 'the customer',
    how: 'Order less at a time, or request a higher amount per order.',
  },
  authorization_month_amount: {
    whoCanMend: 'the customer',
    how: 'Wait for the next month, or request a higher monthly amount.',
  },
  authorization_order_count: {
    whoCanMend: 'the customer',
    how: 'The number of orders is used up; request a new authorization.',
  },
  customer_closed: { whoCanMend: 'nobody', how: 'The account is closed; its history stays readable.' },
  customer_frozen: { whoCanMend: 'the partner', how: 'Ask the partner to unfreeze the account.' },
  budget: { whoCanMend: 'the partner', how: "Ask for a higher budget, or wait for the budget's next period." },
  quota: {
    whoCanMend: 'the operator',
    how: "The seller's consumption quota is used up; ask the operator to raise it.",
  },
  quota_currency: {
    whoCanMend: 'the operator',
    how: "The seller has no consumption quota in the customer's currency; ask the operator to set one.",
  },
  only_while_acting: { whoCanMend: 'the member', how: 'Switch role first: this is done in the customer’s account.' },
  not_while_acting: { whoCanMend: 'the customer', how: 'A delegate can never do this; only the account itself can.' },
} as const

export type Wall = keyof typeof walls

/** What there is to say of a wall beside whether it lets through, null for nothing; amounts in minor units. */
export interface WallFacts {
  readonly state?: string | null
  readonly from?: Date | null
  readonly until?: Date | null
  readonly leftMinor?: bigint | null
  readonly limitMinor?: bigint | null
  readonly orders?: bigint | null
  readonly months?: number | null
}

/** One wall that was met, and what is known of it. */
export interface MetWall {
  readonly wall: Wall
  readonly passed: boolean
  readonly facts: WallFacts
}

/**
 * How one wall is decided: true lets through, false stands in the way, null is not met at all. Refusing names those
 * that stand in the way, explaining every one that is met, and both ask here.
 */
export interface Check<On> {
  readonly wall: Wall
  readonly lets: (on: On) => boolean | null
  readonly facts?: (on: On) => WallFacts
}

const failing = <On>(checks: readonly Check<On>[], on: On) => checks.filter(({ lets }) => lets(on) === false)

/** The walls that stand in the way, in the order of the checks. */
export function failedOf<On>(checks: readonly Check<On>[], on: On): Wall[] {
  return failing(checks, on).map(({ wall }) => wall)
}

/** The same with what is known of them. */
export function failedWith<On>(checks: readonly Check<On>[], on: On): MetWall[] {
  return failing(checks, on).map(({ wall, facts }) => ({ wall, passed: false, facts: facts?.(on) ?? {} }))
}

/** Every wall that is met, in the order of the checks. */
export function metOf<On>(checks: readonly Check<On>[], on: On): MetWall[] {
  return checks.flatMap(({ wall, lets, facts }) => {
    const passed = lets(on)
    return passed === null ? [] : [{ wall, passed, facts: facts?.(on) ?? {} }]
  })
}

/** One wall in the way, for people: who can mend it, and how. */
export function reasonOf(failed: Wall): RefusalReason {
  return { failed, ...walls[failed] }
}

/** What is known of a wall, as it stands on the wire. */
export function knownOf(facts: WallFacts, currency: CurrencyCode): WallKnown {
  const { state, from, until, leftMinor = null, limitMinor = null, orders = null, months } = facts
  const known: { readonly [K in keyof Required<WallKnown>]: WallKnown[K] | null } = {
    state: state ?? null,
    from: from?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    left: leftMinor === null ? null : moneyOf(leftMinor, currency),
    limit: limitMinor === null ? null : moneyOf(limitMinor, currency),
    orders: orders === null ? null : Number(orders),
    months: months ?? null,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null))
}
