import { type AuthorizationState, reminderDays, type Scope } from '#contract/authorizations.ts'
import { type CurrencyCode, moneyOf } from '#contract/money.ts'
import { ScopeAction } from '#contract/permissions.ts'
import { letterVersion } from '../letters.ts'
import { addMonths, dayMs, earliest, hourMs, later, latest } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { SampleCustomer } from './customers.ts'
import { memberWith, type Seller, type Sellers, sellersOf } from './partners.ts'
import type { Row } from './rows.ts'

/** An authorization, with whom it is between. */
export interface SampleAuthorization {
  readonly row: Row<'authorizations'>
  readonly customer: SampleCustomer
  readonly partner: Seller
}

interface Ask {
  readonly customer: SampleCustomer
  readonly partner: Seller
  readonly state: AuthorizationState
  readonly requestedAt: Date
}

const messages = [
  'We would like to order for you when you ask us to, so that you need not do it yourself.',
  'To place your monthly capacity orders as agreed in the service contract.',
  'To set up the new project environment that we discussed last week.',
  'To renew and adjust your servers without delay.',
]
const rejections = [
  'We prefer to order ourselves',
  'The amounts are too high for us',
  'Please ask our purchasing first',
]
const revocations = ['The project is finished', 'We changed our purchasing rules', 'The contact person has left']
const families = ['compute', 'storage', 'network']
const maxOrderAmounts = [200_000n, 500_000n, 1_000_000n, 2_000_000n]
const approvedStates: readonly AuthorizationState[] = ['active', 'expired', 'revoked', 'ended']

/** What partners asked customers for, and what became of it; the newest of a customer and its own partner is last. */
export function makeAuthorizations(
  customers: readonly SampleCustomer[],
  sellers: Sellers,
  now: Date,
): SampleAuthorization[] {
  const chance = chanceFrom(37)
  const own = customers
    .filter(({ authorization }) => authorization !== 'none')
    .flatMap((customer) => {
      const { seller: partner, authorization: state } = customer
      const newest = {
        customer,
        partner,
        state,
        requestedAt: requestTime(chance, customer, state as AuthorizationState, now),
      }
      const before = later(newest.requestedAt, -chance.between(30, 300) * dayMs)
      const hasPast = before > customer.ordersFrom && chance.happens(0.2)
      return [...(hasPast ? [{ ...newest, state: 'rejected', requestedAt: before }] : []), newest] as Ask[]
    })
  return [...own, ...asksOfDistributor(customers, sellers, now)].map((ask) => makeAuthorization(chance, ask, now))
}

/** The distributor has asked two customers of its first reseller too; one allowed it. */
function asksOfDistributor(customers: readonly SampleCustomer[], { distributor, first }: Sellers, now: Date): Ask[] {
  const asked = customers.filter(
    ({ seller, frozen, authorization }) => seller === first && !frozen && authorization === 'active',
  )
  const states: AuthorizationState[] = ['active', 'pending']
  return states.flatMap((state, place) => {
    const customer = asked[place]
    const days = state === 'active' ? 40 : 6
    return customer ? [{ customer, partner: distributor, state, requestedAt: later(now, -days * dayMs) }] : []
  })
}

/** When it was asked: while the partner was allowed to ask, and long enough ago for what became of it. */
function requestTime(
  chance: Chance,
  { seller, ordersFrom }: SampleCustomer,
  state: AuthorizationState,
  now: Date,
): Date {
  const until = seller.permission.actOnBehalf ? now : seller.permission.changedAt
  const days = { pending: [1, 30], active: [4, 300], expired: [200, 500], lapsed: [100, 200] }[state as string] ?? [
    100, 400,
  ]
  const [least = 0, most = 0] = days
  const wished = later(until, -chance.between(least, most) * dayMs - chance.between(0, 10 * hourMs))
  return latest(wished, later(ordersFrom, chance.between(0, 2 * dayMs)))
}

function makeAuthorization(
  chance: Chance,
  { customer, partner, state, requestedAt }: Ask,
  now: Date,
): SampleAuthorization {
  const { channelId, id: customerId, currency } = customer.row
  const asker = chance.pick(sellersOf(partner))
  const limitsAmounts = chance.happens(0.7)
  const isMonthly = chance.happens(0.4)
  const row: Row<'authorizations'> = {
    channelId,
    id: chance.id('authorization', requestedAt),
    customerId,
    partnerId: partner.partner.id,
    source: partner.partner.kind,
    state,
    message: chance.pick(messages),
    requestedScope: '{}',
    currency,
    actions: chance.happens(0.75)
      ? [...ScopeAction.options]
      : ['purchase_yearly_monthly', 'view_orders', 'view_resources'],
    serviceFamilies: chance.happens(0.8) ? [] : chance.shuffled(families).slice(0, chance.between(1, 2)),
    longestTermMonths: chance.happens(0.3) ? chance.pick([6, 12, 24]) : null,
    maxOrderMinor: limitsAmounts ? chance.pick(maxOrderAmounts) : null,
    maxMonthMinor: limitsAmounts && isMonthly ? 2n * chance.pick(maxOrderAmounts) : null,
    maxOrders: chance.happens(0.2) ? BigInt(chance.pick([1, 10, 50])) : null,
    ...course(chance, customer, asker, state, requestedAt, now),
    approveAboveMinor: null,
    commitmentLetterVersion: letterVersion,
    ...neverExtended,
    commitmentLetterSha256: null,
    authorizationLetterSha256: null,
    authorizationLetterVersion: approvedStates.includes(state) ? letterVersion : null,
    requestedBy: asker.id,
    requestedByName: asker.name,
    requestedAt,
  }
  return { row, customer, partner }
}

const neverExtended = { autoExtend: false, firstUntil: null, renews: null }

type Course = Pick<
  Row<'authorizations'>,
  | 'validFrom'
  | 'validUntil'
  | 'approvalMode'
  | 'decidedBy'
  | 'decidedAt'
  | 'endedBy'
  | 'endedAt'
  | 'reason'
  | 'remindedDays'
>

/** How it went on from the request. */
function course(
  chance: Chance,
  customer: SampleCustomer,
  asker: Row<'members'>,
  state: AuthorizationState,
  requestedAt: Date,
  now: Date,
): Course {
  const owner = memberWith(customer.members, 'owner')
  const decision = earliest(later(requestedAt, chance.between(hourMs, 3 * dayMs)), later(now, -hourMs))
  const open: Course = {
    validFrom: requestedAt,
    validUntil: addMonths(requestedAt, 12),
    approvalMode: null,
    decidedBy: null,
    decidedAt: null,
    endedBy: null,
    endedAt: null,
    reason: null,
    remindedDays: null,
  }
  const approvalMode = chance.happens(0.7) ? 'automatic' : 'notify'
  const decided: Course = { ...open, validFrom: decision, decidedBy: owner.id, decidedAt: decision }
  const approved: Course = { ...decided, approvalMode, validUntil: addMonths(decision, 12) }
  const end = earliest(later(decision, chance.between(20, 80) * dayMs), later(now, -hourMs))
  if (state === 'active') return { ...approved, ...inForce({ requestedAt, validUntil: approved.validUntil }, now) }
  if (state === 'rejected') return { ...decided, validFrom: requestedAt, reason: chance.pick(rejections) }
  if (state === 'revoked') return { ...approved, endedBy: owner.id, endedAt: end, reason: chance.pick(revocations) }
  if (state === 'expired') return { ...approved, validUntil: end, endedAt: end }
  if (state === 'canceled') return { ...open, endedBy: asker.id, endedAt: decision }
  if (state === 'lapsed') return { ...open, endedAt: later(requestedAt, 90 * dayMs) }
  return open
}

/** Every sixth grant was given for less, and ends within a month. Of such an end both sides have been reminded. */
function inForce({ requestedAt, validUntil }: { requestedAt: Date; validUntil: Date }, now: Date): Partial<Course> {
  const dealt = requestedAt.getTime()
  const end = dealt % 6 === 0 ? later(now, (3 + (dealt % 25)) * dayMs) : validUntil
  const isIn = (days: number) => end <= later(now, days * dayMs)
  return { validUntil: end, remindedDays: reminderDays.findLast(isIn) ?? null }
}

/**
 * Widens the limits of an authorization where orders under it went beyond them, and notes what was asked for: the same,
 * or more than the customer then allowed.
 */
export function settleScope({ row }: SampleAuthorization, largestOrder: bigint, month: bigint, orders: bigint): void {
  if (row.maxOrderMinor !== null && row.maxOrderMinor < largestOrder) row.maxOrderMinor = roundUp(largestOrder)
  if (row.maxMonthMinor !== null && row.maxMonthMinor < month) row.maxMonthMinor = roundUp(month)
  if (row.maxOrders !== null && row.maxOrders < orders) row.maxOrders = orders + 10n
  // Asked for without a limit of its own, every fifth grant was narrowed by the customer.
  const wasNarrowed = row.decidedAt !== null && row.maxOrderMinor !== null && row.requestedAt.getTime() % 5 === 0
  row.requestedScope = JSON.stringify(
    scopeOf(wasNarrowed ? { ...row, maxOrderMinor: row.maxOrderMinor && row.maxOrderMinor * 2n } : row),
  )
}

/** In whole hundreds. */
function roundUp(minor: bigint): bigint {
  return (minor / 10_000n + 1n) * 10_000n
}

function scopeOf(row: Row<'authorizations'>): Scope {
  const money = (minor: bigint) => moneyOf(minor, row.currency as CurrencyCode)
  return {
    actions: row.actions as Scope['actions'],
    ...(row.serviceFamilies.length > 0 ? { serviceFamilies: row.serviceFamilies } : {}),
    ...(row.longestTermMonths === null ? {} : { longestTermMonths: row.longestTermMonths }),
    ...(row.maxOrderMinor === null ? {} : { maxOrderAmount: money(row.maxOrderMinor) }),
    ...(row.maxMonthMinor === null ? {} : { maxMonthAmount: money(row.maxMonthMinor) }),
    ...(row.maxOrders === null ? {} : { maxOrders: Number(row.maxOrders) }),
    validUntil: row.validUntil.toISOString(),
  }
}
