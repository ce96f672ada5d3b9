import { z } from 'zod'
import { BillingMode, RegionId } from './catalog.ts'
import { CustomerId, OrderId, ResourceId } from './ids.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { CustomerTab } from './partners.ts'
import { Instant, LocalDate, queryList, text } from './text.ts'

/** Yearly/monthly and pay-per-use states together; readers must expect new ones. */
const resourceStatuses = [
  'creating',
  'in_use',
  'expired',
  'frozen',
  'closed',
  'normal',
  'grace_period',
  'changing',
  'closing',
] as const
export const ResourceStatus = z.enum(resourceStatuses)
export type ResourceStatus = z.output<typeof ResourceStatus>

export const Resource = z.object({
  id: ResourceId,
  customerId: CustomerId,
  customerName: z.string(),
  name: z.string(),
  serviceCode: z.string(),
  planId: z.string(),
  planName: z.string(),
  region: z.string(),
  availabilityZone: z.string().nullable(),
  billingMode: BillingMode,
  status: ResourceStatus,
  orderId: OrderId,
  startsAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  autoRenew: z.boolean(),
  attributes: z.record(z.string(), z.unknown()),
})

export const resourceSorts = ['-createdAt', 'expiresAt'] as const

const filters = {
  ...PageInput,
  billingMode: BillingMode.optional(),
  status: queryList(resourceStatuses).optional(),
  serviceCode: text(40).optional(),
  region: RegionId.optional(),
  orderId: OrderId.optional(),
  expiresFrom: LocalDate.optional(),
  expiresTo: LocalDate.optional(),
  /** The newest first, or the next to expire first; what does not expire is not in that list. */
  sort: z.enum(resourceSorts).default('-createdAt'),
}

export const listCustomerResources = operation({
  name: 'listCustomerResources',
  method: 'GET',
  path: '/customers/{customerId}/resources',
  summary: 'What one customer has.',
  permission: 'resources:read',
  input: z.strictObject({ customerId: CustomerId, ...filters }),
  output: pageOf(Resource),
})

export const getResource = operation({
  name: 'getResource',
  method: 'GET',
  path: '/customers/{customerId}/resources/{resourceId}',
  summary: 'One resource.',
  permission: 'resources:read',
  input: z.strictObject({ customerId: CustomerId, resourceId: ResourceId }),
  output: Resource,
})

export const listResources = operation({
  name: 'listResources',
  method: 'GET',
  path: '/resources',
  summary: "View Resources: over all the partner's customers.",
  permission: 'orders:list',
  input: z.strictObject({ ...filters, tab: CustomerTab.default('customers'), customerName: text(100).optional() }),
  output: pageOf(Resource),
})
