import type { ApprovalMode } from './authorizations.ts'
import type { AccountKind, Holders, PartnerKind, Permission, Role, ScopeAction } from './permissions.ts'
import { permissions } from './permissions.ts'
import { failedOf, failedWith, metOf } from './walls.ts'
import type { Check, MetWall, Wall } from './walls.ts'

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

type Verb = Pick<AuthorityFacts, 'member' | 'acting'> & { readonly permission: Permission }

const holdersOf = (permission: Permission): Holders => permissions[permission]

/** What the members of a partner do in a customer's account only. */
function isOnlyForActing({ member: { kind }, permission }: Pick<Verb, 'member' | 'permission'>): boolean {
  const holders = holdersOf(permission)
  return kind === 'partner' && holders.partner === undefined && holders.acting !== undefined
}

function holdingRoles(verb: Verb): readonly Role[] {
  const holders = holdersOf(verb.permission)
  return (verb.acting || isOnlyForActing(verb) ? holders.acting?.roles : holders[verb.member.kind]) ?? []
}

const verbChecks: readonly Check<Verb>[] = [
  {
    wall: 'not_while_acting',
    lets: ({ acting, permission }) => (acting && !holdersOf(permission).acting ? false : null),
  },
  { wall: 'only_while_acting', lets: (verb) => (!verb.acting && isOnlyForActing(verb) ? false : null) },
  { wall: 'role', lets: (verb) => holdingRoles(verb).some((role) => verb.member.roles.includes(role)) },
  {
    wall: 'api_key_scope',
    lets: ({ member: { scope }, permission }) => (scope ? scope.includes(permission) : null),
  },
]

const memberChecks: readonly Check<AuthorityFacts>[] = [{ wall: 'member', lets: ({ member }) => member.active }]

const unlessClosed: Check<AuthorityFacts> = { wall: 'customer_closed', lets: ({ customer }) => !customer?.closed }

/** What stands before a customer may even be asked for authorization. */
const requestChecks: readonly Check<AuthorityFacts>[] = [
  { wall: 'partner_frozen', lets: ({ partner }) => !partner?.frozen },
  unlessClosed,
  {
    wall: 'association',
    lets: ({ association }) => association?.type === 'reseller' && !association.ended,
    facts: ({ association }) => ({ state: association?.ended === false ? association.type : 'none' }),
  },
  { wall: 'distributor_permission', lets: (facts) => facts.distributorPermission?.actOnBehalf ?? null },
]

const newRequestChecks: readonly Check<AuthorityFacts>[] = [
  ...requestChecks,
  {
    wall: 'authorization_open',
    lets: (facts) => !['pending', 'active'].includes(stateNow(facts)),
  },
]

/** An authorization works only while it is active and inside its own period. */
function isAuthorizationActive({ authorization, now }: AuthorityFacts): boolean {
  return authorization?.state === 'active' && authorization.validFrom <= now && now < authorization.validUntil
}

/** What is past its end but not yet written down so is over. */
function stateNow({ authorization, now }: AuthorityFacts): string {
  if (authorization?.state === 'active' && authorization.validUntil <= now) return 'expired'
  return authorization?.state ?? 'none'
}

const delegationChecks: readonly Check<AuthorityFacts>[] = [
  ...requestChecks,
  {
    wall: 'authorization',
    lets: isAuthorizationActive,
    facts: (facts) => {
      const { validFrom = null, validUntil = null } = stateNow(facts) === 'active' ? (facts.authorization ?? {}) : {}
      return { state: stateNow(facts), from: validFrom && facts.now < validFrom ? validFrom : null, until: validUntil }
    },
  },
]

const actingChecks: readonly Check<AuthorityFacts & Verb>[] = [
  {
    wall: 'acting_session',
    lets: ({ acting, now }) => acting && !acting.endCause && acting.expiresAt > now && acting.idleUntil > now,
    facts: ({ acting }) => ({
      until: acting && (acting.idleUntil < acting.expiresAt ? acting.idleUntil : acting.expiresAt),
    }),
  },
  {
    wall: 'authorization_action',
    lets: ({ authorization, permission }) => {
      const needs = holdersOf(permission).acting?.needs
      return needs ? authorization?.actions.includes(needs) === true : null
    },
  },
]

/** What an order is judged by beside the facts. */
export interface Order {
  readonly room: LimitRoom
  readonly wish: Wish
}

type Ordering = AuthorityFacts & Order

/** Null where there is no such limit. */
function isWithin<N extends bigint | number>(wished: N, limit: N | null | undefined): boolean | null {
  return limit === null || limit === undefined ? null : wished <= limit
}

const accountChecks: readonly Check<AuthorityFacts>[] = [
  unlessClosed,
  {
    wall: 'customer_frozen',
    lets: ({ customer }) => !customer?.frozen,
    facts: ({ customer }) => ({ state: customer?.frozen ?? null }),
  },
]

/** What an authorization allows of an order, where one is given under it. */
const scopeChecks: readonly Check<Ordering>[] = [
  {
    wall: 'authorization_action',
    lets: ({ authorization, wish }) =>
      authorization && wish.actions.every((action) => authorization.actions.includes(action)),
  },
  {
    wall: 'authorization_service_family',
    lets: ({ authorization, wish }) =>
      authorization &&
      (authorization.serviceFamilies.length === 0 ||
        wish.serviceFamilies.every((family) => authorization.serviceFamilies.includes(family))),
  },
  {
    wall: 'authorization_term',
    lets: ({ authorization, wish }) => isWithin(wish.longestTermMonths, authorization?.longestTermMonths),
    facts: ({ authorization }) => ({ months: authorization?.longestTermMonths ?? null }),
  },
  {
    wall: 'authorization_order_amount',
    lets: ({ authorization, wish }) => isWithin(wish.committedMinor, authorization?.maxOrderMinor),
    facts: ({ authorization }) => ({ limitMinor: authorization?.maxOrderMinor ?? null }),
  },
  {
    wall: 'authorization_month_amount',
    lets: ({ room, wish }) => isWithin(wish.committedMinor, room.authorizationMonth),
    facts: ({ room }) => ({ leftMinor: room.authorizationMonth }),
  },
  {
    wall: 'authorization_order_count',
    lets: ({ room }) => isWithin(1n, room.authorizationOrders),
    facts: ({ room }) => ({ orders: room.authorizationOrders }),
  },
]

const limitChecks: readonly Check<Ordering>[] = [
  {
    wall: 'budget',
    lets: ({ room, wish }) => isWithin(wish.committedMinor, room.budget),
    facts: ({ room }) => ({ leftMinor: room.budget }),
  },
  // What is left of it is the seller's and the operator's business.
  { wall: 'quota', lets: ({ room, wish }) => isWithin(wish.committedMinor, room.quota) },
  { wall: 'quota_currency', lets: ({ room }) => (room.quotaElsewhere ? false : null) },
]

const orderChecks: readonly Check<Ordering>[] = [...accountChecks, ...scopeChecks, ...limitChecks]

/** Whether the caller's kind and roles hold a permission at all, acting or not. */
export function holdsPermission(facts: Pick<AuthorityFacts, 'member' | 'acting'>, permission: Permission): Wall | null {
  if (holdersOf(permission).anyone) return null
  const { member, acting } = facts
  return failedOf(verbChecks, { member, acting, permission })[0] ?? null
}

/** Whether roles hold a permission at all, in the member's own account or while acting. */
export function rolesHold({ kind, roles }: AuthorityFacts['member'], permission: Permission): boolean {
  const holders = holdersOf(permission)
  const acting = kind === 'partner' ? holders.acting?.roles : undefined
  return [...(holders[kind] ?? []), ...(acting ?? [])].some((role: Role) => roles.includes(role))
}

/**
 * The walls that stand before any amount is known: the member, the partner, the association, the distributor's
 * permission, the authorization and the acting session. Returns every wall that fails, in a fixed order.
 */
export function standingWalls(facts: AuthorityFacts, permission: Permission): Wall[] {
  const verb = holdsPermission(facts, permission)
  const acting = facts.acting ? [...delegationWalls(facts), ...failedOf(actingChecks, { ...facts, permission })] : []
  return [...failedOf(memberChecks, facts), ...(verb ? [verb] : []), ...acting]
}

export const requestWalls = (facts: AuthorityFacts): Wall[] => failedOf(requestChecks, facts)
export const newRequestWalls = (facts: AuthorityFacts): Wall[] => failedOf(newRequestChecks, facts)

/** The walls of acting itself, which also decide whether an acting session may begin. */
export function delegationWalls(facts: AuthorityFacts): Wall[] {
  return failedOf(delegationChecks, facts)
}

/** The walls that an order fails at beyond the standing ones: freeze, scope and every limit. */
export function orderWalls(facts: AuthorityFacts, order: Order): MetWall[] {
  return failedWith(orderChecks, { ...facts, ...order })
}

/** What handlers ask beside the standing walls. */
const ownChecks: Partial<Readonly<Record<Permission, readonly Check<AuthorityFacts>[]>>> = {
  'acting:start': delegationChecks,
  'authorizations:request': newRequestChecks,
}

/**
 * Every wall between the caller and what they want to do, passed or not, in the order in which requests meet them. What
 * is done while acting only is explained before acting too, as the one who would begin to act; and a scope that is not
 * in force says nothing.
 */
export function explainedWalls(facts: AuthorityFacts, permission: Permission, order: Order | null): MetWall[] {
  const verb = { ...facts, permission }
  const isDelegate = facts.acting !== null || isOnlyForActing(verb)
  const isOutOfScope = isDelegate && !isAuthorizationActive(facts)
  const met = [
    ...metOf(memberChecks, facts),
    ...metOf(verbChecks, verb),
    ...metOf(isDelegate ? delegationChecks : (ownChecks[permission] ?? []), facts),
    ...(isDelegate ? metOf(actingChecks, verb) : []),
    ...(order ? metOf(isOutOfScope ? [...accountChecks, ...limitChecks] : orderChecks, { ...facts, ...order }) : []),
  ]
  return met.filter(({ wall }, place) => met.findIndex((other) => other.wall === wall) === place)
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
