import type { Row } from './sample-data/rows.ts'

/** What an offer needs to know of a plan of the catalog. */
export interface PricedPlan {
  readonly id: string
  /** The zones of each region where it is offered. */
  readonly availabilityZones: Readonly<Record<string, readonly string[]>>
  readonly billingModes: readonly string[]
  /** The parameter of which the price is for one unit; null when it is for the instance. */
  readonly pricedBy: string | null
}

/** Per cent that a year costs less than twelve months, by years bought. */
const discounts = {
  servers: { '1': 15, '2': 28, '3': 40 },
  volumes: { '1': 10, '2': 18, '3': 25 },
  addresses: { '1': 8, '2': 14, '3': 20 },
}
type Discounts = (typeof discounts)[keyof typeof discounts]

/** US dollars for one month in a region of factor 1: of a server, of one GiB, of one Mbit/s. */
const monthlyDollars: Readonly<Record<string, readonly [dollars: number, discounts: Discounts]>> = {
  'ecs.s7.small.1': [9.2, discounts.servers],
  'ecs.s7.medium.2': [16.9, discounts.servers],
  'ecs.s7.large.2': [38.4, discounts.servers],
  'ecs.s7.xlarge.2': [76.8, discounts.servers],
  'ecs.s7.2xlarge.2': [153.6, discounts.servers],
  'ecs.c7.large.2': [46.1, discounts.servers],
  'ecs.c7.xlarge.4': [118, discounts.servers],
  'ecs.c7.4xlarge.2': [372, discounts.servers],
  'ecs.c7.16xlarge.2': [1488, discounts.servers],
  'ecs.m7.large.8': [82.5, discounts.servers],
  'ecs.m7.2xlarge.8': [330, discounts.servers],
  'ecs.m7.8xlarge.8': [1320, discounts.servers],
  'ecs.p3-gpu.8xlarge': [3300, discounts.servers],
  'evs.sas': [0.048, discounts.volumes],
  'evs.ssd': [0.11, discounts.volumes],
  'evs.essd': [0.17, discounts.volumes],
  'eip.static-bgp': [4.2, discounts.addresses],
  'eip.dynamic-bgp': [3.1, discounts.addresses],
}

const regionFactors: Readonly<Record<string, number>> = {
  'eu-west-101': 1,
  'ap-southeast-1': 1.08,
  'ap-southeast-3': 1.04,
  'cn-north-4': 0.94,
}

/** Price lists are kept in each currency; these are the factors at which the other ones were drawn up. */
export const currencyFactors = { USD: 1, EUR: 0.92, CNY: 7.15 } as const
export type SampleCurrency = keyof typeof currencyFactors

/** By the hour a month costs this much more than by the month. */
const hourlySurcharge = 1.35
const hoursOfMonth = 730

/** An offer for each priced plan, region, billing mode and currency. A plan without a price is not offered. */
export function offersOf(plans: readonly PricedPlan[]): Row<'offers'>[] {
  const currencies = Object.keys(currencyFactors) as SampleCurrency[]
  return plans.flatMap((plan) => {
    const price = monthlyDollars[plan.id]
    if (price === undefined) return []
    const [dollars, yearlyDiscounts] = price
    return Object.keys(plan.availabilityZones).flatMap((regionId) =>
      plan.billingModes.flatMap((billingMode) =>
        currencies.map((currency) => ({
          planId: plan.id,
          regionId,
          billingMode,
          currency,
          rate: rateOf(dollars * (regionFactors[regionId] ?? 1) * currencyFactors[currency], plan, billingMode),
          yearlyDiscounts: JSON.stringify(billingMode === 'yearly_monthly' ? yearlyDiscounts : {}),
          active: true,
        })),
      ),
    )
  })
}

/** Months of an instance are priced in whole cents; units of size and hours need more decimals. */
function rateOf(monthly: number, { pricedBy }: PricedPlan, billingMode: string): string {
  if (billingMode === 'yearly_monthly') return monthly.toFixed(pricedBy === null ? 2 : 4)
  return ((monthly * hourlySurcharge) / hoursOfMonth).toFixed(pricedBy === null ? 6 : 8)
}
