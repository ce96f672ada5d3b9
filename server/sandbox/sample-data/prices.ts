import { estimateHours } from '#contract/orders.ts'
import { monthsOf, type Term } from '#contract/time.ts'
import type { Row } from './rows.ts'

const rateDecimals = 8
const minorDecimals = 2

/** What an item would cost, in minor units. Nothing of pay-per-use is paid at once; its estimate is committed. */
export interface Price {
  readonly listMinor: bigint
  readonly discountMinor: bigint
  readonly amountMinor: bigint
  readonly committedMinor: bigint
}

export interface Priced {
  readonly planId: string
  readonly region: string
  readonly billingMode: string
  /** Units of what the plan is priced by, for one instance. */
  readonly units: number
  readonly quantity: number
  readonly term: Term | null
}

interface Offer {
  readonly rate: bigint
  readonly discounts: Readonly<Record<string, number>>
}

/** The prices of all offers, and what follows from them. */
export interface PriceBook {
  priceOf(item: Priced, currency: string): Price
  /** What so many hours of pay-per-use cost. */
  usageOf(item: Priced, currency: string, hours: bigint): bigint
  /** One instance for a month, to tell the dear from the cheap. */
  monthlyOf(item: Pick<Priced, 'planId' | 'region' | 'units'>): number
}

export function priceBookOf(offers: readonly Row<'offers'>[]): PriceBook {
  const keyOf = (...parts: readonly string[]) => parts.join(' ')
  const book = new Map(
    offers.map((row): [string, Offer] => [
      keyOf(row.planId, row.regionId, row.billingMode, row.currency),
      { rate: rateOf(row.rate), discounts: JSON.parse(row.yearlyDiscounts) as Offer['discounts'] },
    ]),
  )
  const find = (
    { planId, region }: Pick<Priced, 'planId' | 'region'>,
    billingMode: string,
    currency: string,
  ): Offer => {
    const offer = book.get(keyOf(planId, region, billingMode, currency))
    if (offer === undefined) throw new Error(`${planId} is not offered in ${region} in ${currency}`)
    return offer
  }
  const usageOf: PriceBook['usageOf'] = (item, currency, hours) =>
    toMinor(find(item, 'pay_per_use', currency).rate * BigInt(item.units * item.quantity) * hours)
  return {
    usageOf,
    monthlyOf: (item) => Number(toMinor(find(item, 'yearly_monthly', 'USD').rate * BigInt(item.units))),
    priceOf(item, currency) {
      const { term } = item
      if (term === null) {
        const committedMinor = usageOf(item, currency, BigInt(estimateHours))
        return { listMinor: 0n, discountMinor: 0n, amountMinor: 0n, committedMinor }
      }
      const { rate, discounts } = find(item, item.billingMode, currency)
      const exact = rate * BigInt(item.units * item.quantity * monthsOf(term))
      const percent = term.unit === 'year' ? (discounts[String(term.count)] ?? 0) : 0
      const listMinor = toMinor(exact)
      // Rounded once, as orders are priced: the discount is what is left of the list price.
      const amountMinor = toMinor(exact * BigInt(100 - percent), 100n)
      const discountMinor = listMinor - amountMinor
      return { listMinor, discountMinor, amountMinor, committedMinor: amountMinor }
    },
  }
}

function rateOf(rate: string): bigint {
  const [whole = '0', fraction = ''] = rate.split('.')
  return BigInt(whole + fraction.padEnd(rateDecimals, '0'))
}

function toMinor(exact: bigint, parts = 1n): bigint {
  return divideHalfEven(exact, 10n ** BigInt(rateDecimals - minorDecimals) * parts)
}

function divideHalfEven(value: bigint, by: bigint): bigint {
  const whole = value / by
  const twice = (value % by) * 2n
  return twice > by || (twice === by && whole % 2n === 1n) ? whole + 1n : whole
}
