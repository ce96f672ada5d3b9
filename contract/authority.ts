import type { ApprovalMode } from './authorizations.ts'
import type { AccountKind, Holders, PartnerKind, Permission, Role, ScopeAction } from './permissions.ts'
import { permissions } from './permissions.ts'
import type { RefusalReason } from './refusals.ts'

/** What is known of one caller and one customer at one instant. Null means: there is none. */
export interface AuthorityFacts {
  readonly now: Date
  readonly member: {
    readonly kind: AccountKind
    readonly roles: readonly Role[]
    readonly active: boolean
    /** What the API key holds that a program has shown. A member's own session has all that the roles hold. */
    readonly scope?: readonly Permission[]
  }
  /** The partner whose member calls. */
  readonly partner: { readonly kind: PartnerKind; readonly frozen: boolean } | null
  readonly customer: { readonly closed: boolean; readonly frozen: 'account' | 'account_and_resources' | null } | null
  readonly association: { readonly type: 'reseller' | 'referral'; readonly ended: boolean } | null
  /** Null where nobody's permission is needed: a direct partner, or the distributor itself. */
  readonly distributorPermission: {
    readonly actOnBehalf: boolean
    readonly freeze: boolean
    readonly setBudgets: boolean
  } | null
  readonly authorization: AuthorizationFacts | null
  /** Null when the caller is not acting. */
  readonly acting: { readonly endCause: string | null; readonly expiresAt: Date; readonly idleUntil: Date } | null
}

export interface AuthorizationFacts {
  readonly state: string
  readonly validFrom: Date
  readonly validUntil: Date
  readonly actions: readonly ScopeAction[]
  /** Empty: every family. */
  readonly serviceFamilies: readonly string[]
  readonly longestTermMonths: number | null
  readonly maxOrderMinor: bigint | null
  /** Null until the customer has decided. */
  readonly approvalMode: ApprovalMode | null
  /** The amount up to which orders go through unasked, where the mode is `approve_above`. */
  readonly approveAboveMinor: bigint | null
}

/** What is left of each limit, in minor units of the customer's currency (orders: a count). Null: no limit. */
export interface LimitRoom {
  readonly budget: bigint | null
  readonly authorizationMonth: bigint | null
  readonly authorizationOrders: bigint | null
  readonly quota: bigint | null
  /** A seller has quotas, and none that counts the customer's currency. */
  readonly quotaElsewhere: boolean
}

/** What somebody wants to do for a customer. */
export interface Wish {
  readonly actions: readonly ScopeAction[]
  readonly serviceFamilies: readonly string[]
  readonly longestTermMonths: number
  /** What limits are tested against, in minor units. */
  readonly committedMinor: bigint
}

/** Every wall there is, who can mend it when it fails, and how. */
export const walls = {
  acting_session: { whoCanMend: 'the member', how: 'Switch role again.' },
  role: { whoCanMend: "the account's administrator or owner", how: 'Ask for a role that may do this.' },
  api_key_scope: { whoCanMend: 'the member', how: 'Use an API key that holds this permission.' },
  own_session: { whoCanMend: 'the member', how: 'Sign in: no API key or token may do this.' },
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

export function reasonOf(failed: Wall): RefusalReason {
  return { failed, ...walls[failed] }
}

/** Whether the caller's kind and roles hold a permission at all, acting or not. */
export function holdsPermission(facts: Pick<AuthorityFacts, 'member' | 'acting'>, permission: Permission): Wall | null {
  const holders: Holders = permissions[permission]
  if (holders.anyone) return null
  const { kind, roles, scope } = facts.member
  const allowed: readonly Role[] | undefined = facts.acting ? holders.acting?.roles : holders[kind]
  if (!allowed)
    return facts.acting ? 'not_while_acting' : kind === 'partner' && holders.acting ? 'only_while_acting' : 'role'
  if (!roles.some((role) => allowed.includes(role))) return 'role'
  return scope && !scope.includes(permission) ? 'api_key_scope' : null
}

/** Whether roles hold a permission at all, in the member's own account or while acting. */
export function rolesHold({ kind, roles }: AuthorityFacts['member'], permission: Permission): boolean {
  const holders: Holders = permissions[permission]
  const allowed: readonly Role[] = [
    ...(holders[kind] ?? []),
    ...(kind === 'partner' ? (holders.acting?.roles ?? []) : []),
  ]
  return roles.some((role) => allowed.includes(role))
}

/**
 * The walls that stand before any amount is known: the member, the partner, the association, the distributor's
 * permission, the authorization and the acting session. Returns every wall that fails, in a fixed order.
 */
export function standingWalls(facts: AuthorityFacts, permission: Permission): Wall[] {
  const failed: Wall[] = []
  if (!facts.member.active) failed.push('member')
  const verb = holdsPermission(facts, permission)
  if (verb) failed.push(verb)
  if (facts.acting) failed.push(...actingWalls(facts, (permissions[permission] as Holders).acting?.needs))
  return failed
}

/** The walls that stand before a customer may even be asked for authorization. */
export function requestWalls(facts: AuthorityFacts): Wall[] {
  const failed: Wall[] = []
  if (facts.partner?.frozen) failed.push('partner_frozen')
  if (facts.customer?.closed) failed.push('customer_closed')
  if (facts.association?.type !== 'reseller' || facts.association.ended) failed.push('association')
  if (facts.distributorPermission && !facts.distributorPermission.actOnBehalf) failed.push('distributor_permission')
  return failed
}

/** The walls of acting itself, which also decide whether an acting session may begin. */
export function delegationWalls(facts: AuthorityFacts): Wall[] {
  return isAuthorizationActive(facts) ? requestWalls(facts) : [...requestWalls(facts), 'authorization']
}

function actingWalls(facts: AuthorityFacts, needs: ScopeAction | undefined): Wall[] {
  const { acting, authorization, now } = facts
  const failed = delegationWalls(facts)
  if (!acting || acting.endCause || acting.expiresAt <= now || acting.idleUntil <= now) failed.push('acting_session')
  if (needs && !authorization?.actions.includes(needs)) failed.push('authorization_action')
  return failed
}

/** An authorization works only while it is active and inside its own period. */
function isAuthorizationActive({ authorization, now }: AuthorityFacts): boolean {
  return authorization?.state === 'active' && authorization.validFrom <= now && now < authorization.validUntil
}

/** The walls that an order meets beyond the standing ones: freeze, scope and every limit. */
export function orderWalls(facts: AuthorityFacts, room: LimitRoom, wish: Wish): Wall[] {
  const failed: Wall[] = []
  if (facts.customer?.closed) failed.push('customer_closed')
  if (facts.customer?.frozen) failed.push('customer_frozen')
  if (facts.acting && facts.authorization) failed.push(...scopeWalls(facts.authorization, room, wish))
  if (room.budget !== null && wish.committedMinor > room.budget) failed.push('budget')
  if (room.quota !== null && wish.committedMinor > room.quota) failed.push('quota')
  if (room.quotaElsewhere) failed.push('quota_currency')
  return failed
}

function scopeWalls(scope: AuthorizationFacts, room: LimitRoom, wish: Wish): Wall[] {
  const failed: Wall[] = []
  const families = scope.serviceFamilies
  const { longestTermMonths, maxOrderMinor } = scope
  if (!wish.actions.every((action) => scope.actions.includes(action))) failed.push('authorization_action')
  if (families.length > 0 && !wish.serviceFamilies.every((family) => families.includes(family)))
    failed.push('authorization_service_family')
  if (longestTermMonths !== null && wish.longestTermMonths > longestTermMonths) failed.push('authorization_term')
  if (maxOrderMinor !== null && wish.committedMinor > maxOrderMinor) failed.push('authorization_order_amount')
  if (room.authorizationMonth !== null && wish.committedMinor > room.authorizationMonth)
    failed.push('authorization_month_amount')
  if (room.authorizationOrders !== null && room.authorizationOrders < 1n) failed.push('authorization_order_count')
  return failed
}

/** Whether an order waits until the customer has approved it. What the customer orders itself never waits. */
export function needsApproval(
  { acting, authorization }: Pick<AuthorityFacts, 'acting' | 'authorization'>,
  committedMinor: bigint,
): boolean {
  if (!acting || !authorization) return false
  const { approvalMode, approveAboveMinor } = authorization
  if (approvalMode !== 'approve_above') return approvalMode === 'approve_each'
  return approveAboveMinor === null || committedMinor > approveAboveMinor
}
