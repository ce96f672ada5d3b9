import { allRegions, regions, type RegionId } from './regions.ts'
import { addressSchema, serverSchema, updateSchemas, volumeSchema, type ParametersSchema } from './schemas.ts'

export type Family = 'compute' | 'storage' | 'network'
export type SampleParameters = Record<string, string | number | boolean>

export type PlanMetadata = {
  displayName: string
  specification: Record<string, string | number>
  regions: readonly RegionId[]
  availabilityZones: Partial<Record<RegionId, readonly string[]>>
  billingModes: readonly ('yearly_monthly' | 'pay_per_use')[]
  /** The parameter that multiplies the price, or null when the plan alone sets it. */
  pricedBy: 'sizeGiB' | 'bandwidthMbps' | null
  /** A complete set of required parameters for each region, without the region itself. */
  sampleParameters: Partial<Record<RegionId, SampleParameters>>
}

export type Plan = {
  id: string
  name: string
  description: string
  free: false
  metadata: PlanMetadata
  schemas: {
    service_instance: { create: { parameters: ParametersSchema }; update: { parameters: ParametersSchema } }
  }
  maximum_polling_duration: number
}

export type Service = {
  id: string
  name: string
  description: string
  tags: readonly string[]
  bindable: false
  instances_retrievable: true
  plan_updateable: true
  metadata: {
    displayName: string
    longDescription: string
    family: Family
    regions: readonly { id: RegionId; displayName: string }[]
  }
  plans: readonly Plan[]
}

const maximumPollingSeconds = 3600
const europeAndSingapore: RegionId[] = ['eu-west-101', 'ap-southeast-3']
const outsideChina: RegionId[] = ['eu-west-101', 'ap-southeast-1', 'ap-southeast-3']
const withGpus: RegionId[] = ['eu-west-101', 'ap-southeast-3', 'cn-north-4']

const general = 'General computing'
const compute = 'Compute optimised'
const memory = 'Memory optimised'

const ecs: Service = {
  id: 'svc-ecs',
  name: 'ecs',
  description: 'Virtual servers that start in minutes.',
  tags: ['compute', 'server'],
  bindable: false,
  instances_retrievable: true,
  plan_updateable: true,
  metadata: {
    displayName: 'Elastic Cloud Server',
    longDescription: 'Virtual servers with a choice of processors, memory and images, resized as the work grows.',
    family: 'compute',
    regions: namedRegions(allRegions),
  },
  plans: [
    server('ecs.s7.small.1', general, 1, 1, allRegions),
    server('ecs.s7.medium.2', general, 1, 2, allRegions),
    server('ecs.s7.large.2', general, 2, 4, allRegions),
    server('ecs.s7.xlarge.2', general, 4, 8, allRegions),
    server('ecs.s7.2xlarge.2', general, 8, 16, outsideChina),
    server('ecs.c7.large.2', compute, 2, 4, allRegions),
    server('ecs.c7.xlarge.4', compute, 4, 16, allRegions),
    server('ecs.c7.4xlarge.2', compute, 16, 32, outsideChina),
    server('ecs.c7.16xlarge.2', compute, 64, 128, europeAndSingapore),
    server('ecs.m7.large.8', memory, 2, 16, allRegions),
    server('ecs.m7.2xlarge.8', memory, 8, 64, outsideChina),
    server('ecs.m7.8xlarge.8', memory, 32, 256, europeAndSingapore),
    server('ecs.p3-gpu.8xlarge', 'GPU accelerated', 32, 256, withGpus, { gpus: 4 }),
  ],
}

const evs: Service = {
  id: 'svc-evs',
  name: 'evs',
  description: 'Block storage volumes for servers.',
  tags: ['storage', 'volume'],
  bindable: false,
  instances_retrievable: true,
  plan_updateable: true,
  metadata: {
    displayName: 'Elastic Volume Service',
    longDescription: 'Durable volumes that attach to servers and grow while in use, in three grades of speed.',
    family: 'storage',
    regions: namedRegions(allRegions),
  },
  plans: [
    volume('evs.sas', 'High I/O', 'SAS', 5_000, allRegions),
    volume('evs.ssd', 'Ultra-high I/O', 'SSD', 50_000, allRegions),
    volume('evs.essd', 'Extreme SSD', 'ESSD', 128_000, outsideChina),
  ],
}

const eip: Service = {
  id: 'svc-eip',
  name: 'eip',
  description: 'Public IP addresses with bandwidth of their own.',
  tags: ['network', 'address'],
  bindable: false,
  instances_retrievable: true,
  plan_updateable: true,
  metadata: {
    displayName: 'Elastic IP',
    longDescription: 'Public addresses that outlive the servers behind them, each with its own bandwidth.',
    family: 'network',
    regions: namedRegions(allRegions),
  },
  plans: [
    address('eip.static-bgp', 'Static BGP', 'static', allRegions),
    address('eip.dynamic-bgp', 'Dynamic BGP', 'dynamic', allRegions),
  ],
}

/** Everything this broker offers. Identifiers never change, since platforms remember them. */
export const catalog: { services: readonly Service[] } = { services: [ecs, evs, eip] }

/** Finds a service by its identifier. */
export function findService(id: string): Service | undefined {
  return catalog.services.find((service) => service.id === id)
}

/** Finds a plan of one service by its identifier. */
export function findPlan(service: Service, id: string): Plan | undefined {
  return service.plans.find((plan) => plan.id === id)
}

function server(
  id: string,
  kind: string,
  vcpus: number,
  memoryGiB: number,
  regionIds: readonly RegionId[],
  extra: Record<string, number> = {},
): Plan {
  const size = `${vcpus} vCPU${vcpus > 1 ? 's' : ''}, ${memoryGiB} GiB`
  return plan(id, `${kind} server with ${size} of memory.`, serverSchema(regionIds), updateSchemas.server, {
    displayName: `${kind}, ${size}`,
    specification: { vcpus, memoryGiB, ...extra },
    pricedBy: null,
    ...places(regionIds, (zone) => ({ availabilityZone: zone, image: 'ubuntu-24.04' })),
  })
}

function volume(id: string, grade: string, diskType: string, maxIops: number, regionIds: readonly RegionId[]): Plan {
  const described = `${grade} volume, up to ${maxIops} operations a second.`
  return plan(id, described, volumeSchema(regionIds), updateSchemas.volume, {
    displayName: `${grade} volume (${diskType})`,
    specification: { diskType, maxIops },
    pricedBy: 'sizeGiB',
    ...places(regionIds, (zone) => ({ availabilityZone: zone, sizeGiB: 100 })),
  })
}

function address(id: string, title: string, routing: string, regionIds: readonly RegionId[]): Plan {
  const described = `Public IPv4 address with ${routing} routing.`
  return plan(id, described, addressSchema(regionIds), updateSchemas.address, {
    displayName: `${title} address`,
    specification: { routing },
    pricedBy: 'bandwidthMbps',
    ...places(regionIds, () => ({ bandwidthMbps: 5 })),
  })
}

function plan(
  id: string,
  description: string,
  create: ParametersSchema,
  update: ParametersSchema,
  metadata: Omit<PlanMetadata, 'billingModes'>,
): Plan {
  return {
    id,
    name: id,
    description,
    free: false,
    metadata: { ...metadata, billingModes: ['yearly_monthly', 'pay_per_use'] },
    schemas: { service_instance: { create: { parameters: create }, update: { parameters: update } } },
    maximum_polling_duration: maximumPollingSeconds,
  }
}

function places(regionIds: readonly RegionId[], sample: (firstZone: string) => SampleParameters) {
  return {
    regions: regionIds,
    availabilityZones: Object.fromEntries(regionIds.map((id) => [id, regions[id].zones])),
    sampleParameters: Object.fromEntries(regionIds.map((id) => [id, sample(regions[id].zones[0])])),
  }
}

function namedRegions(regionIds: readonly RegionId[]) {
  return regionIds.map((id) => ({ id, displayName: regions[id].displayName }))
}
