import type { Offer } from './use-offers.ts'

/** A plan as the whole catalog shows it: where it is offered, and for how much at the least. */
export interface PlanRow {
  readonly planId: string
  readonly planName: string
  readonly specification: Offer['specification']
  readonly regions: readonly string[]
  /** The cheapest offer in each billing mode; null where there is none. */
  readonly monthly: Offer | null
  readonly hourly: Offer | null
}

/** One row for each plan, in the order of the offers. */
export function planRows(offers: readonly Offer[]): PlanRow[] {
  return [...Map.groupBy(offers, ({ planId }) => planId).values()].map((ofPlan) => {
    const { planId = '', planName = '', specification = {} } = ofPlan[0] ?? {}
    return {
      planId,
      planName,
      specification,
      regions: [...new Set(ofPlan.map(({ region }) => region))],
      monthly: cheapest(ofPlan.filter(({ per }) => per === 'month')),
      hourly: cheapest(ofPlan.filter(({ per }) => per === 'hour')),
    }
  })
}

function cheapest(offers: readonly Offer[]): Offer | null {
  return offers.toSorted((one, other) => comparePrices(one, other))[0] ?? null
}

/** By their digits: a price may be finer than a floating point number can tell. */
export function comparePrices(one: Pick<Offer, 'price'>, other: Pick<Offer, 'price'>): number {
  const difference = scaled(one.price.amount) - scaled(other.price.amount)
  return difference < 0n ? -1 : Number(difference > 0n)
}

/** A price has eight decimals at most. */
function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(8, '0'))
}
