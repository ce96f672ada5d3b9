import { regions, type RegionId } from './regions.ts'

/** One field of a parameter form, in the part of JSON Schema that this broker uses. */
export type PropertySchema = {
  type: 'string' | 'integer' | 'boolean'
  title: string
  description: string
  enum?: readonly string[]
  default?: string | number | boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
}

export type ParametersSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#'
  type: 'object'
  additionalProperties: false
  required: readonly string[]
  properties: Record<string, PropertySchema>
}

const name: PropertySchema = {
  type: 'string',
  title: 'Name',
  description: 'Its name in the cloud: letters, digits, dots, hyphens and underscores, a letter or digit first.',
  minLength: 1,
  maxLength: 63,
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
}

const image: PropertySchema = {
  type: 'string',
  title: 'Image',
  description: 'The operating system the server starts from.',
  enum: ['ubuntu-24.04', 'debian-12', 'windows-2025', 'euleros-2.12'],
  default: 'ubuntu-24.04',
}

const systemDiskGiB: PropertySchema = {
  type: 'integer',
  title: 'System disk (GiB)',
  description: 'The size of the disk the server starts from, from 40 to 1024 GiB.',
  minimum: 40,
  maximum: 1024,
  default: 40,
}

const keyPairName: PropertySchema = {
  type: 'string',
  title: 'Key pair',
  description: 'The name of the key pair that may sign in to the server.',
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9._-]+$',
}

const sizeGiB: PropertySchema = {
  type: 'integer',
  title: 'Size (GiB)',
  description: 'The size of the volume, from 10 to 32768 GiB. A volume can grow later, but not shrink.',
  minimum: 10,
  maximum: 32_768,
  default: 100,
}

const multiAttach: PropertySchema = {
  type: 'boolean',
  title: 'Shared volume',
  description: 'Whether several servers may attach the volume at the same time.',
  default: false,
}

const bandwidthMbps: PropertySchema = {
  type: 'integer',
  title: 'Bandwidth (Mbit/s)',
  description: 'The most the address carries in each direction, from 1 to 300 Mbit/s.',
  minimum: 1,
  maximum: 300,
  default: 5,
}

/** The parameters that create a server. */
export function serverSchema(regionIds: readonly RegionId[]): ParametersSchema {
  return parametersSchema(['region', 'availabilityZone', 'image'], {
    region: region(regionIds),
    availabilityZone: availabilityZone(regionIds),
    image,
    name,
    systemDiskGiB,
    keyPairName,
  })
}

/** The parameters that create a volume. */
export function volumeSchema(regionIds: readonly RegionId[]): ParametersSchema {
  return parametersSchema(['region', 'availabilityZone', 'sizeGiB'], {
    region: region(regionIds),
    availabilityZone: availabilityZone(regionIds),
    sizeGiB,
    name,
    multiAttach,
  })
}

/** The parameters that create a public address, which belongs to a region and to no zone. */
export function addressSchema(regionIds: readonly RegionId[]): ParametersSchema {
  return parametersSchema(['region', 'bandwidthMbps'], { region: region(regionIds), bandwidthMbps, name })
}

/** What may change on a server, a volume or an address after it exists. */
export const updateSchemas = {
  server: parametersSchema([], { name }),
  volume: parametersSchema([], { name, sizeGiB: withoutDefault(sizeGiB) }),
  address: parametersSchema([], { name, bandwidthMbps: withoutDefault(bandwidthMbps) }),
}

function parametersSchema(required: readonly string[], properties: Record<string, PropertySchema>): ParametersSchema {
  const $schema = 'http://json-schema.org/draft-07/schema#'
  return { $schema, type: 'object', additionalProperties: false, required, properties }
}

function region(regionIds: readonly RegionId[]): PropertySchema {
  const cities = regionIds.map((id) => `${id} (${regions[id].displayName})`).join(', ')
  return {
    type: 'string',
    title: 'Region',
    description: `Where the resource stands: ${cities}.`,
    enum: regionIds,
  }
}

function availabilityZone(regionIds: readonly RegionId[]): PropertySchema {
  return {
    type: 'string',
    title: 'Availability zone',
    description: 'The part of the region the resource stands in. It must belong to the chosen region.',
    enum: regionIds.flatMap((id) => regions[id].zones),
  }
}

// An update changes only what it names, so its form must not suggest values of its own.
function withoutDefault({ default: _default, ...rest }: PropertySchema): PropertySchema {
  return rest
}
