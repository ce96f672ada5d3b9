import { sql } from 'kysely'
import type { BillingMode } from '#contract/catalog.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'

/** One plan as it is offered in one region and billing mode: what pricing and checking an order item needs. */
export interface PlanOffer {
  readonly planId: string
  readonly planName: string
  readonly serviceId: string
  readonly serviceCode: string
  readonly family: string
  readonly region: string
  readonly billingMode: BillingMode
  readonly currency: string
  /** For a month, or for an hour of pay-per-use, as an exact decimal. */
  readonly rate: string
  /** Per cent off by the years bought. */
  readonly yearlyDiscounts: Readonly<Record<string, number>>
  /** The parameter that multiplies the rate, or null where the plan alone sets it. */
  readonly pricedBy: string | null
  readonly parametersSchema: Readonly<Record<string, unknown>>
  /** The zones of the plan by region. */
  readonly availabilityZones: Readonly<Record<string, readonly string[]>>
  /** Service, plan and price are all on offer, in this billing mode. */
  readonly active: boolean
}

/** Every offer of some plans, in all currencies. Prepared, so that it travels with the other reads of an order. */
export const plansByIds = prepare((by: { planIds: readonly string[] }) =>
  sqlBuilder
    .selectFrom('offers')
    .innerJoin('plans', 'plans.id', 'offers.planId')
    .innerJoin('services', 'services.id', 'plans.serviceId')
    .select([
      'plans.id as planId',
      'plans.name as planName',
      'services.id as serviceId',
      'services.code as serviceCode',
      'services.family',
      'offers.regionId as region',
      sql<BillingMode>`offers.billing_mode`.as('billingMode'),
      'offers.currency',
      sql<string>`trim_scale(offers.rate)::text`.as('rate'),
      sql<Record<string, number>>`offers.yearly_discounts`.as('yearlyDiscounts'),
      'plans.pricedBy',
      sql<Record<string, unknown>>`plans.parameters_schema`.as('parametersSchema'),
      sql<Record<string, string[]>>`plans.availability_zones`.as('availabilityZones'),
      sql<boolean>`services.active and plans.active and offers.active
        and offers.billing_mode = any(plans.billing_modes) and plans.availability_zones ? offers.region_id`.as(
        'active',
      ),
    ])
    .where('offers.planId', '=', sql<string>`any(${by.planIds})`)
    .$castTo<PlanOffer>(),
)
