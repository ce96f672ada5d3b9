import { z } from 'zod'
import { BillingMode, CatalogId, Parameters, RegionId } from '#contract/catalog.ts'
import { text } from '#contract/text.ts'
import type { Tx } from '#kernel/db.ts'
import { findTaken, retireVanished, publishPlans, publishRegions, publishServices } from './queries/import.ts'
import type { PlanRow, RegionRow } from './queries/import.ts'
import { compileParameters } from './rules.ts'

const maxServices = 200
const maxPlansOfOne = 500
const maxRegions = 100
const maxZones = 20
/** The specification of the Open Service Broker API sets it. */
const maxSchemaLength = 64 * 1024
const maxTextLength = 1000
const maxSpecificationLength = 8 * 1024

const anyObject = z.record(z.string(), z.unknown())

const Plan = z.object({
  id: CatalogId,
  name: text(80),
  description: text(maxTextLength),
  maximum_polling_duration: z.number().int().min(1).max(2_147_483_647).optional(),
  metadata: z
    .object({
      displayName: text(200).optional(),
      specification: anyObject.refine((value) => JSON.stringify(value).length <= maxSpecificationLength).default({}),
      regions: z.array(RegionId).max(maxRegions).default([]),
      availabilityZones: z.record(RegionId, z.array(text(60)).max(maxZones)).default({}),
      billingModes: z.array(BillingMode).default(['yearly_monthly', 'pay_per_use']),
      pricedBy: text(64).nullable().default(null),
      sampleParameters: z.record(RegionId, Parameters).default({}),
    })
    .prefault({}),
  schemas: z
    .object({
      service_instance: z.object({ create: z.object({ parameters: anyObject.optional() }).optional() }).optional(),
    })
    .optional(),
})
type Plan = z.output<typeof Plan>

const Catalog = z.object({
  services: z
    .array(
      z.object({
        id: CatalogId,
        name: z.string().regex(/^[A-Za-z0-9.-]{1,40}$/),
        description: text(maxTextLength),
        metadata: z
          .object({
            displayName: text(200).optional(),
            longDescription: text(maxTextLength).optional(),
            family: z
              .string()
              .regex(/^[a-z_]{1,40}$/)
              .default('other'),
            regions: z
              .array(z.object({ id: RegionId, displayName: text(100) }))
              .max(maxRegions)
              .default([]),
          })
          .prefault({}),
        plans: z.array(Plan).min(1).max(maxPlansOfOne),
      }),
    )
    .max(maxServices),
})
type Catalog = z.output<typeof Catalog>

/**
 * Takes over what a broker says it offers: services, plans and regions as they are now, and what it no longer names
 * is not sold any more. Prices stay. An answer that is not a catalog, or that claims what another broker offers,
 * changes nothing.
 * @throws Error that says in a line what is wrong with it
 */
export async function importCatalog(
  tx: Tx,
  brokerId: string,
  osbCatalog: unknown,
): Promise<{ services: number; plans: number }> {
  const { services } = readCatalog(osbCatalog)
  const plans = services.flatMap((service) => service.plans.map((plan) => planRow(service.id, plan)))
  const serviceIds = services.map(({ id }) => id)
  const planIds = plans.map(({ id }) => id)
  const taken = await findTaken(tx, brokerId, { serviceIds, codes: services.map(({ name }) => name), planIds })
  if (taken.length > 0) throw new Error(`Another broker offers ${taken.slice(0, 5).join(', ')} already`)
  // Regions first and each in the order of ids, so that two imports at once wait and do not lock each other out.
  publishRegions(tx, byId(regionRows(services)))
  publishServices(
    tx,
    byId(
      services.map(({ id, name, description, metadata }) => ({
        id,
        brokerId,
        code: name,
        name: metadata.displayName ?? name,
        family: metadata.family,
        description: metadata.longDescription ?? description,
        active: true,
      })),
    ),
  )
  publishPlans(tx, byId(plans))
  retireVanished(tx, brokerId, serviceIds, planIds)
  return { services: services.length, plans: plans.length }
}

function readCatalog(osbCatalog: unknown): Catalog {
  const read = Catalog.safeParse(osbCatalog)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(`The answer is not a catalog: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
  }
  const { services } = read.data
  const ids = [...services, ...services.flatMap(({ plans }) => plans)].map(({ id }) => id)
  const twice = [...ids, ...services.map(({ name }) => `name ${name}`)].find((id, at, all) => all.indexOf(id) !== at)
  if (twice !== undefined) throw new Error(`The catalog has ${twice} twice`)
  return read.data
}

function planRow(serviceId: string, plan: Plan): PlanRow {
  const { metadata } = plan
  const zones = metadata.regions.map((region) => [region, metadata.availabilityZones[region] ?? []] as const)
  return {
    id: plan.id,
    serviceId,
    name: metadata.displayName ?? plan.name,
    description: plan.description,
    specification: JSON.stringify(metadata.specification),
    availabilityZones: JSON.stringify(Object.fromEntries(zones)),
    billingModes: [...new Set(metadata.billingModes)],
    pricedBy: metadata.pricedBy,
    parametersSchema: JSON.stringify(schemaOf(plan)),
    sampleParameters: JSON.stringify(metadata.sampleParameters),
    maxPollingSeconds: plan.maximum_polling_duration ?? null,
    active: true,
  }
}

/** Orders are checked against the schema, so one that cannot be understood is found out here and not there. */
function schemaOf(plan: Plan): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = plan.schemas?.service_instance?.create?.parameters ?? { type: 'object' }
  try {
    if (JSON.stringify(schema).length > maxSchemaLength) throw new Error('it is larger than 64 kB')
    compileParameters(schema)
  } catch (error) {
    throw new Error(`The parameters schema of ${plan.id} cannot be used: ${String(error)}`, { cause: error })
  }
  return schema
}

/** All regions that any plan names, with all their zones; a service may say what a region is called. */
function regionRows(services: Catalog['services']): RegionRow[] {
  const names = new Map(services.flatMap(({ metadata }) => metadata.regions.map((one) => [one.id, one.displayName])))
  const zones = new Map<string, Set<string>>()
  for (const { metadata } of services.flatMap(({ plans }) => plans)) {
    for (const region of metadata.regions) {
      const found = zones.get(region) ?? new Set()
      zones.set(region, found.union(new Set(metadata.availabilityZones[region])))
    }
  }
  return [...zones].map(([id, found]) => ({ id, name: names.get(id) ?? id, availabilityZones: [...found].toSorted() }))
}

function byId<R extends { id: string }>(rows: readonly R[]): R[] {
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}
