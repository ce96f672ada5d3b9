import { Temporal } from 'temporal-polyfill'
import type { AuthorizationState, AuthorizationView, Scope } from '#contract/authorizations.ts'
import { authorizationCan, maxAuthorizationYears } from '#contract/authorizations.ts'
import { minorOf, moneyOf } from '#contract/money.ts'
import type { CurrencyCode, Money } from '#contract/money.ts'
import type { ScopeAction } from '#contract/permissions.ts'
import type { AcceptedLetter } from '#contract/letters.ts'
import { refuse } from '#contract/refusals.ts'
import type { LetterInForce, LetterRow } from './queries/letters.ts'

/** A request that names no end asks for so many years. */
const defaultAuthorizationYears = 1

/** A scope with nothing left open: what is compared, kept and enforced. Amounts are in minor units. */
export interface Terms {
  readonly actions: readonly ScopeAction[]
  /** Empty: every family. */
  readonly serviceFamilies: readonly string[]
  readonly longestTermMonths: number | null
  readonly maxOrderMinor: bigint | null
  readonly maxMonthMinor: bigint | null
  readonly maxOrders: bigint | null
  readonly validFrom: Date
  readonly validUntil: Date
  readonly autoExtend: boolean
}

export interface AuthorizationRow extends Terms {
  readonly id: string
  readonly channelId: string
  readonly customerId: string
  readonly customerName: string
  readonly partnerId: string
  readonly partnerName: string
  readonly source: string
  readonly state: string
  readonly message: string
  readonly requestedScope: unknown
  readonly currency: string
  readonly approvalMode: string | null
  readonly approveAboveMinor: bigint | null
  readonly commitmentLetterVersion: number
  readonly authorizationLetterVersion: number | null
  readonly commitmentLetterSha256: string | null
  readonly authorizationLetterSha256: string | null
  /** The end it was granted with, once it has been extended. */
  readonly firstUntil: Date | null
  readonly renews: string | null
  readonly requestedBy: string
  readonly requestedByName: string
  readonly requestedAt: Date
  readonly decidedAt: Date | null
  readonly endedAt: Date | null
  readonly reason: string | null
  /** What is left of the limits; null where there is none. */
  readonly monthRoom: bigint | null
  readonly ordersRoom: bigint | null
}

function yearsAfter(instant: Date, years: number): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('UTC')
  return new Date(zoned.add({ years }).epochMilliseconds)
}

const later = (one: Date, other: Date) => (one > other ? one : other)

/** Nothing begins before `now`, whatever was asked; what names no end is good for a year. */
export function termsOf(scope: Scope, now: Date): Terms {
  const validFrom = later(scope.validFrom ? new Date(scope.validFrom) : now, now)
  return {
    actions: scope.actions,
    serviceFamilies: scope.serviceFamilies ?? [],
    longestTermMonths: scope.longestTermMonths ?? null,
    maxOrderMinor: scope.maxOrderAmount ? minorOf(scope.maxOrderAmount) : null,
    maxMonthMinor: scope.maxMonthAmount ? minorOf(scope.maxMonthAmount) : null,
    maxOrders: scope.maxOrders === undefined ? null : BigInt(scope.maxOrders),
    validFrom,
    validUntil: scope.validUntil ? new Date(scope.validUntil) : yearsAfter(validFrom, defaultAuthorizationYears),
    autoExtend: scope.autoExtend ?? false,
  }
}

/**
 * The most that a renewal may ask for: what is granted now, from now on, until as long after its end as it was granted
 * for, and at most as long as any authorization may last.
 */
export function renewableTerms(row: AuthorizationRow, now: Date): Terms {
  const ownLengthMs = (row.firstUntil ?? row.validUntil).getTime() - row.validFrom.getTime()
  const next = new Date(row.validUntil.getTime() + ownLengthMs)
  const latest = yearsAfter(now, maxAuthorizationYears)
  const { actions, serviceFamilies, longestTermMonths, maxOrderMinor, maxMonthMinor, maxOrders, autoExtend } = row
  const limits = { actions, serviceFamilies, longestTermMonths, maxOrderMinor, maxMonthMinor, maxOrders, autoExtend }
  return { ...limits, validFrom: now, validUntil: next < latest ? next : latest }
}

/** What the customer grants: the dates that a decision leaves out are those that were asked for. */
export function decidedTerms(scope: Scope | undefined, asked: Terms, now: Date): Terms {
  if (!scope) return asked
  return {
    ...termsOf(scope, now),
    validFrom: scope.validFrom ? later(new Date(scope.validFrom), now) : asked.validFrom,
    validUntil: scope.validUntil ? new Date(scope.validUntil) : asked.validUntil,
  }
}

/** Refuses a period that is over before it begins, or longer than the law of the house. */
export function refuseImpossiblePeriod({ validFrom, validUntil }: Terms): void {
  const message =
    validUntil <= validFrom
      ? 'Must be in the future, and later than the beginning'
      : validUntil > yearsAfter(validFrom, maxAuthorizationYears)
        ? `Must be at most ${maxAuthorizationYears} years after the beginning`
        : undefined
  if (message) refuse('bad_request', { errors: [{ pointer: '/scope/validUntil', code: 'period', message }] })
}

export function refuseForeignCurrency(scope: Scope | undefined, currency: string, approveAbove?: Money): void {
  const given = [scope?.maxOrderAmount, scope?.maxMonthAmount, approveAbove]
  const amounts = given.filter((amount): amount is Money => Boolean(amount))
  if (amounts.some((amount) => amount.currency !== currency)) refuse('currency_differs', { currency })
}

/** The fields in which a decision would give more than was asked. A limit that was asked for may not be left out. */
export function widenedFields(decided: Terms, asked: Terms): string[] {
  const passes = <N extends number | bigint>(given: N | null, limit: N | null) =>
    limit !== null && (given === null || given > limit)
  const families = asked.serviceFamilies
  const isFamilyMissing = (family: string) => !families.includes(family)
  const widened: Record<keyof Terms, boolean> = {
    actions: decided.actions.some((action) => !asked.actions.includes(action)),
    serviceFamilies:
      families.length > 0 && (decided.serviceFamilies.length === 0 || decided.serviceFamilies.some(isFamilyMissing)),
    longestTermMonths: passes(decided.longestTermMonths, asked.longestTermMonths),
    maxOrderMinor: passes(decided.maxOrderMinor, asked.maxOrderMinor),
    maxMonthMinor: passes(decided.maxMonthMinor, asked.maxMonthMinor),
    maxOrders: passes(decided.maxOrders, asked.maxOrders),
    validFrom: decided.validFrom < asked.validFrom,
    validUntil: decided.validUntil > asked.validUntil,
    autoExtend: decided.autoExtend && !asked.autoExtend,
  }
  return Object.entries(widened).flatMap(([field, isWider]) => (isWider ? [fieldOnWire(field)] : []))
}

function fieldOnWire(field: string): string {
  return field.replace('Minor', 'Amount')
}

/** What the other modules are told of it. */
export function eventOf({ channelId, customerId, partnerId, id }: AuthorizationRow) {
  return { channelId, customerId, partnerId, authorizationId: id }
}

export function refuseWidening(terms: Terms, asked: Terms): void {
  const fields = widenedFields(terms, asked)
  if (fields.length > 0) refuse('widening_refused', { fields })
}

/** Refuses whatever the state of the authorization does not allow. */
export function refuseUnlessCan(row: AuthorizationRow, change: keyof typeof authorizationCan): void {
  const states: readonly string[] = authorizationCan[change]
  if (!states.includes(row.state)) refuse('authorization_not_open', { state: row.state })
}

/** Terms as they stand on the wire. */
export function scopeOf(row: Terms & { readonly currency: string }): Scope {
  const money = (minor: bigint) => moneyOf(minor, row.currency as CurrencyCode)
  return {
    actions: [...row.actions],
    ...(row.serviceFamilies.length > 0 ? { serviceFamilies: [...row.serviceFamilies] } : {}),
    ...(row.longestTermMonths === null ? {} : { longestTermMonths: row.longestTermMonths }),
    ...(row.maxOrderMinor === null ? {} : { maxOrderAmount: money(row.maxOrderMinor) }),
    ...(row.maxMonthMinor === null ? {} : { maxMonthAmount: money(row.maxMonthMinor) }),
    ...(row.maxOrders === null ? {} : { maxOrders: Number(row.maxOrders) }),
    validFrom: row.validFrom.toISOString(),
    validUntil: row.validUntil.toISOString(),
    ...(row.autoExtend ? { autoExtend: true } : {}),
  }
}

function viewRemaining(row: AuthorizationRow): AuthorizationView['remaining'] {
  if (row.state !== 'active') return null
  const { monthRoom, ordersRoom, currency } = row
  return {
    monthAmount: monthRoom === null ? null : moneyOf(monthRoom, currency as CurrencyCode).amount,
    orders: ordersRoom === null ? null : Number(ordersRoom),
  }
}

export function viewAuthorization(row: AuthorizationRow): AuthorizationView {
  return {
    id: row.id as AuthorizationView['id'],
    state: row.state as AuthorizationState,
    source: row.source as AuthorizationView['source'],
    customer: { id: row.customerId as AuthorizationView['customer']['id'], name: row.customerName },
    partner: { id: row.partnerId as AuthorizationView['partner']['id'], name: row.partnerName },
    message: row.message,
    requestedScope: row.requestedScope as Scope,
    scope: scopeOf(row),
    remaining: viewRemaining(row),
    approvalMode: row.approvalMode as AuthorizationView['approvalMode'],
    approveAbove: row.approveAboveMinor === null ? null : moneyOf(row.approveAboveMinor, row.currency as CurrencyCode),
    commitmentLetterVersion: row.commitmentLetterVersion,
    authorizationLetterVersion: row.authorizationLetterVersion,
    commitmentLetterSha256: row.commitmentLetterSha256,
    authorizationLetterSha256: row.authorizationLetterSha256,
    renews: row.renews as AuthorizationView['renews'],
    requestedBy: { memberId: row.requestedBy, memberName: row.requestedByName },
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    reason: row.reason,
  }
}

/**
 * What is written down of an accepted letter. Whoever says which text it was must have read the one in force, in any of
 * its languages; whoever does not say it accepts that one unread, and no hash is put into their mouth.
 */
export function acceptedLetter(
  { version, hashes }: LetterInForce,
  accepted: AcceptedLetter | undefined,
): { readonly version: number; readonly sha256: string | null } {
  if (!accepted) return { version, sha256: null }
  if (accepted.version !== version || !hashes.includes(accepted.sha256)) refuse('letter_changed', { version })
  return { version, sha256: accepted.sha256 }
}

export function viewLetter({ publishedAt, ...letter }: LetterRow) {
  return { ...letter, publishedAt: publishedAt.toISOString() }
}
