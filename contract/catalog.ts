import { z } from 'zod'
import { operation } from './operation.ts'
import { pageOf, PageInput } from './page.ts'
import { Rate } from './money.ts'
import { text } from './text.ts'

export const BillingMode = z.enum(['yearly_monthly', 'pay_per_use'])
export type BillingMode = z.output<typeof BillingMode>

/** Ids of the public catalog come from the broker: short words such as `ecs.s7.small.1`. */
export const CatalogId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/)
export const RegionId = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** The service's own parameters, as the plan's JSON Schema describes them. */
export const Parameters = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/),
    z.union([text(1024, 0), z.number().min(-1e12).max(1e12), z.boolean()]),
  )
  .refine((value) => Object.keys(value).length <= 32, 'At most 32 parameters')

export const ServiceView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  family: z.string(),
  description: z.string(),
})

export const listServices = operation({
  name: 'listServices',
  method: 'GET',
  path: '/catalog/services',
  summary: 'The cloud services on offer.',
  permission: 'catalog:read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(ServiceView) }),
})

export const Offer = z.object({
  planId: z.string(),
  planName: z.string(),
  description: z.string(),
  /** The specification in the broker's own words, such as `{"vcpus": 2, "memoryGiB": 4}`. */
  specification: z.record(z.string(), z.unknown()),
  region: z.string(),
  availabilityZones: z.array(z.string()),
  billingMode: BillingMode,
  price: Rate,
  /** The price is for one of these: an instance, or a unit of the parameter it names. */
  pricedBy: z.string().nullable(),
  per: z.enum(['month', 'hour']),
  /** What a year costs less than twelve months, in per cent by years bought. */
  yearlyDiscounts: z.record(z.string(), z.number()),
  parametersSchema: z.record(z.string(), z.unknown()),
  sampleParameters: Parameters,
})

export const listOffers = operation({
  name: 'listOffers',
  method: 'GET',
  path: '/catalog/services/{serviceId}/offers',
  summary: "A service's plans and their prices, by region and billing mode.",
  permission: 'catalog:read',
  input: z.strictObject({
    serviceId: CatalogId,
    ...PageInput,
    billingMode: BillingMode.optional(),
    region: RegionId.optional(),
  }),
  output: pageOf(Offer),
})

/** The most that a price list holds, where a plan counts once in each billing mode. Large clouds have hundreds. */
export const maxPriceListOffers = 2000

export const getPriceList = operation({
  name: 'getPriceList',
  method: 'GET',
  path: '/catalog/services/{serviceId}/price-list',
  summary: 'All that a service offers in one region, in one answer; without a region, in the first that has any.',
  permission: 'catalog:read',
  input: z.strictObject({ serviceId: CatalogId, region: RegionId.optional() }),
  output: z.object({
    /** Where the service is offered. */
    regions: z.array(z.string()),
    /** Whose prices these are; null where the service is offered nowhere. */
    region: z.string().nullable(),
    offers: z.array(Offer),
  }),
  refusals: ['too_many_offers'],
})

export const listRegions = operation({
  name: 'listRegions',
  method: 'GET',
  path: '/catalog/regions',
  summary: 'The regions of the cloud and their availability zones.',
  permission: 'catalog:read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), availabilityZones: z.array(z.string()) })),
  }),
})
