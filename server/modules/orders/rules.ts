import type { AuthorityFacts, LimitRoom, Wish } from '#contract/authority.ts'
import { orderWalls } from '#contract/authority.ts'
import type { BillingMode } from '#contract/catalog.ts'
import { currencyExponents, moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { OrderItemInput, OrderSource, OrderState } from '#contract/orders.ts'
import { estimateHours, orderCan } from '#contract/orders.ts'
import type { PartnerKind, ScopeAction } from '#contract/permissions.ts'
import { refuse } from '#contract/refusals.ts'
import type { RefusalReason } from '#contract/refusals.ts'
import { monthsOf } from '#contract/time.ts'
import type { Term } from '#contract/time.ts'
import { knownOf, reasonOf } from '#contract/walls.ts'
import type { Actor } from '#kernel/actor.ts'
import { parameterFault } from '#modules/catalog/index.ts'
import type { PlanOffer } from '#modules/catalog/index.ts'

/** One item with what it costs, in minor units of the currency. */
export interface PricedItem {
  readonly input: OrderItemInput
  readonly offer: PlanOffer
  readonly listMinor: bigint
  readonly discountMinor: bigint
  readonly amountMinor: bigint
  /** What limits are tested against: the amount, or for pay-per-use a month of hours. */
  readonly committedMinor: bigint
}

export interface Unpriced {
  readonly pointer: string
  readonly why: string
}

const rateDigits = 8

/** A decimal text such as `0.0185` as a whole number of 10^-8. */
function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(rateDigits, '0').slice(0, rateDigits))
}

/** Divides and rounds half to even, the one rounding an amount ever gets. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  const twice = (dividend % divisor) * 2n
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) return quotient + 1n
  return quotient
}

/** `rate` (decimal, per unit) times whole numbers, less a discount in hundredths of a per cent, in minor units. */
function amountOf(rate: string, factors: readonly bigint[], currency: CurrencyCode, discountBasisPoints = 0n): bigint {
  const exact = factors.reduce((product, factor) => product * factor, scaled(rate))
  const minor = exact * 10n ** BigInt(currencyExponents[currency]) * (10_000n - discountBasisPoints)
  return divideHalfEven(minor, 10n ** BigInt(rateDigits) * 10_000n)
}

function unitsOf(offer: PlanOffer, input: OrderItemInput): bigint | undefined {
  if (offer.pricedBy === null) return 1n
  const units = input.parameters[offer.pricedBy]
  return typeof units === 'number' && Number.isInteger(units) && units > 0 ? BigInt(units) : undefined
}

function discountOf(offer: PlanOffer, input: OrderItemInput): bigint {
  if (input.period?.unit !== 'year') return 0n
  return BigInt(Math.round((offer.yearlyDiscounts[String(input.period.count)] ?? 0) * 100))
}

/** What one item costs: rounded once, at the item; the discount is what is left of the list price. */
export function priceItem(offer: PlanOffer, input: OrderItemInput, currency: CurrencyCode): PricedItem | undefined {
  const units = unitsOf(offer, input)
  if (units === undefined) return undefined
  const factors = [units, BigInt(input.quantity)]
  if (input.billingMode === 'pay_per_use') {
    const estimate = amountOf(offer.rate, [...factors, BigInt(estimateHours)], currency)
    return { input, offer, listMinor: 0n, discountMinor: 0n, amountMinor: 0n, committedMinor: estimate }
  }
  const months = BigInt(input.period ? monthsOf(input.period) : 0)
  const listMinor = amountOf(offer.rate, [...factors, months], currency)
  const amountMinor = amountOf(offer.rate, [...factors, months], currency, discountOf(offer, input))
  return { input, offer, listMinor, discountMinor: listMinor - amountMinor, amountMinor, committedMinor: amountMinor }
}

/**
 * Prices every item, or says which one is not offered so. Same input, same price: for the customer and for a delegate.
 */
export function priceItems(
  items: readonly OrderItemInput[],
  offers: readonly PlanOffer[],
  currency: CurrencyCode,
): { priced: PricedItem[] } | { fault: Unpriced } {
  const byKey = new Map(offers.map((offer) => [`${offer.planId} ${offer.region} ${offer.billingMode}`, offer]))
  const priced: PricedItem[] = []
  for (const [place, input] of items.entries()) {
    const offer = byKey.get(`${input.planId} ${input.region} ${input.billingMode}`)
    if (!offer?.active)
      return { fault: { pointer: `/items/${place}/planId`, why: 'is not offered there in this billing mode' } }
    const fault = parameterFault(offer, input)
    if (fault) return { fault: { ...fault, pointer: `/items/${place}${fault.pointer}` } }
    const item = priceItem(offer, input, currency)
    if (!item)
      return { fault: { pointer: `/items/${place}/parameters/${offer.pricedBy ?? ''}`, why: 'must be a whole number' } }
    priced.push(item)
  }
  return { priced }
}

export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}

/** What the items ask of an authorization and of the limits. */
function wishOf(priced: readonly PricedItem[]): Wish {
  const actions = new Set<ScopeAction>()
  for (const { input } of priced)
    actions.add(input.billingMode === 'pay_per_use' ? 'enable_pay_per_use' : 'purchase_yearly_monthly')
  return {
    actions: [...actions],
    serviceFamilies: [...new Set(priced.map(({ offer }) => offer.family))],
    longestTermMonths: Math.max(0, ...priced.map(({ input }) => (input.period ? monthsOf(input.period) : 0))),
    committedMinor: sumOf(priced.map(({ committedMinor }) => committedMinor)),
  }
}

/**
 * The verdict of section 2 for these items, for a quote and for an order alike: every wall that stands in the way, with
 * what the limit allows.
 */
export function judge(
  facts: AuthorityFacts,
  { priced, room }: { readonly priced: readonly PricedItem[]; readonly room: LimitRoom },
  currency: CurrencyCode,
): RefusalReason[] {
  const failed = orderWalls(facts, { room, wish: wishOf(priced) })
  return failed.map((met) => ({ ...reasonOf(met.wall), ...knownOf(met.facts, currency) }))
}

/** Above the amount that the customer has set, whoever orders proves once more that it is they. */
export function needsCode(codeAboveMinor: bigint | null, committedMinor: bigint): codeAboveMinor is bigint {
  return codeAboveMinor !== null && committedMinor > codeAboveMinor
}

interface AsksForCode {
  readonly codeAboveMinor: bigint | null
  readonly currency: CurrencyCode
}

export function refuseWithoutCode(customer: AsksForCode, verified: boolean, committedMinor: bigint): void {
  const { codeAboveMinor } = customer
  if (verified || !needsCode(codeAboveMinor, committedMinor)) return
  const { amount, currency } = moneyOf(codeAboveMinor, customer.currency)
  const how = `Orders above ${amount} ${currency} need a verification code.`
  refuse('verification_code_wrong', { reasons: [{ failed: 'verification_code', whoCanMend: 'the member', how }] })
}

/**
 * Refuses whatever the state of the order does not allow; with an instant also what its last day has passed of, which
 * is over before the sweep that gives back what it held.
 */
export function refuseUnlessCan(
  { state, lapsesAt }: { readonly state: string; readonly lapsesAt: Date | null },
  change: keyof typeof orderCan,
  now: Date | null,
): void {
  const states: readonly string[] = orderCan[change]
  if (!states.includes(state)) refuse('order_not_open', { state })
  if (now && lapsesAt && lapsesAt <= now) refuse('order_not_open', { state: 'lapsed' })
}

/** Who decided on an order that waited, and when. */
export function decisionBy({ memberId, memberName }: Actor, decidedAt: Date) {
  return { decidedBy: memberId, decidedByName: memberName, decidedAt }
}

interface KeptItem {
  readonly planId: string
  readonly region: string
  readonly billingMode: string
  readonly quantity: number
  readonly termUnit: string | null
  readonly termCount: number | null
  readonly autoRenew: boolean
  readonly parameters: unknown
}

/** An item of an order as it was asked for. */
export function inputOf({ termUnit: unit, termCount: count, ...item }: KeptItem): OrderItemInput {
  return {
    planId: item.planId,
    region: item.region,
    quantity: item.quantity,
    billingMode: item.billingMode as BillingMode,
    parameters: item.parameters as OrderItemInput['parameters'],
    ...(unit === null || count === null ? {} : { period: { unit, count } as Term, autoRenew: item.autoRenew }),
  }
}

export function orderTypeOf(items: readonly { billingMode: BillingMode }[]): 'new_purchase' | 'pay_per_use_activation' {
  return items.every(({ billingMode }) => billingMode === 'pay_per_use') ? 'pay_per_use_activation' : 'new_purchase'
}

export function sourceOf(isActing: boolean, partnerKind: PartnerKind | null): OrderSource {
  if (!isActing) return 'customer'
  return partnerKind === 'distributor' ? 'distributor' : 'partner'
}

/** The state of an order whose items have all come to an end. */
export function settledState(itemStates: readonly string[]): OrderState | undefined {
  if (itemStates.some((state) => state === 'pending' || state === 'processing')) return undefined
  const failed = itemStates.filter((state) => state === 'failed').length
  if (failed === 0) return 'completed'
  return failed === itemStates.length ? 'failed' : 'partially_completed'
}
