import type { Term } from '#contract/time.ts'
import type { PricedPlan } from '../price-list.ts'
import type { Chance } from './chance.ts'

/** A plan of the catalog, as the sample orders need it. */
export interface CatalogPlan extends PricedPlan {
  readonly name: string
  readonly serviceCode: string
  readonly specification: Readonly<Record<string, unknown>>
  /** A complete set of parameters for each region. */
  readonly sampleParameters: Readonly<Record<string, Readonly<Record<string, Parameter>>>>
}

type Parameter = string | number | boolean

/** One line of an order, before it has a price. */
export interface DraftItem {
  readonly plan: CatalogPlan
  readonly planId: string
  readonly region: string
  readonly term: Term | null
  readonly units: number
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly isAvailable: boolean
  quantity: number
}

export interface ProductLine {
  readonly plans: readonly CatalogPlan[]
  /** One instance for a month, in cents of a US dollar. */
  readonly monthlyOf: (plan: CatalogPlan) => number
}

interface Wanted {
  /** Null: any. */
  readonly region: string | null
  readonly term: Term | null
  readonly planId?: string
  /** Whether the cloud has it; of what fails, a part is sold out. */
  readonly isAvailable: boolean
}

/** What the sandbox cloud lists but never has. */
export const soldOut = { planId: 'ecs.p3-gpu.8xlarge', region: 'eu-west-101' }

const serviceWeights: Readonly<Record<string, number>> = { ecs: 60, evs: 25, eip: 15 }
const images = ['ubuntu-24.04', 'ubuntu-24.04', 'debian-12', 'windows-2025', 'euleros-2.12']
const sizesGiB = [40, 100, 100, 200, 500, 1000]
const bandwidthsMbps = [5, 5, 10, 20, 50]
const names: Readonly<Record<string, readonly string[]>> = {
  ecs: ['web', 'api', 'db', 'cache', 'build', 'worker', 'test', 'proxy', 'mail', 'erp', 'report'],
  evs: ['data', 'backup', 'logs', 'archive', 'scratch'],
  eip: ['gateway', 'vpn', 'shop', 'public'],
}

/** Picks a product, the cheaper the likelier, and fills in its parameters. */
export function makeItem(chance: Chance, products: ProductLine, wanted: Wanted): DraftItem {
  const plan = pickPlan(chance, products, wanted)
  const regions = Object.keys(plan.availabilityZones).filter(
    (region) => !wanted.isAvailable || !isSoldOut(plan.id, region),
  )
  const region = wanted.region !== null && regions.includes(wanted.region) ? wanted.region : chance.pick(regions)
  const parameters = fillParameters(chance, plan, region)
  const units = plan.pricedBy === null ? 1 : Number(parameters[plan.pricedBy] ?? 1)
  return {
    plan,
    planId: plan.id,
    region,
    term: wanted.term,
    units,
    parameters,
    isAvailable: wanted.isAvailable,
    quantity: 1,
  }
}

function pickPlan(chance: Chance, { plans, monthlyOf }: ProductLine, wanted: Wanted): CatalogPlan {
  const named = wanted.planId ?? (!wanted.isAvailable && chance.happens(0.3) ? soldOut.planId : undefined)
  const choice = plans.filter(({ id }) => named === undefined || id === named)
  return chance.pickWeighted(choice, (plan) => (serviceWeights[plan.serviceCode] ?? 1) / Math.sqrt(monthlyOf(plan)))
}

function isSoldOut(planId: string, region: string): boolean {
  return planId === soldOut.planId && region === soldOut.region
}

function fillParameters(chance: Chance, plan: CatalogPlan, region: string): Record<string, Parameter> {
  const sample = plan.sampleParameters[region] ?? {}
  const base = chance.pick(names[plan.serviceCode] ?? ['resource'])
  const varied: Record<string, Parameter> = {
    availabilityZone: chance.pick(plan.availabilityZones[region] ?? ['']),
    image: chance.pick(images),
    sizeGiB: chance.pick(sizesGiB),
    bandwidthMbps: chance.pick(bandwidthsMbps),
  }
  const kept = Object.keys(sample).map((name): [string, Parameter] => [name, varied[name] ?? sample[name] ?? ''])
  return { ...Object.fromEntries(kept), name: `${base}-${String(chance.between(1, 99)).padStart(2, '0')}` }
}
