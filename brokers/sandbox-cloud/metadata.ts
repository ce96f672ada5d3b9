import { createHash } from 'node:crypto'
import { findPlan, findService } from './catalog.ts'
import type { Instance } from './instance.ts'
import { isObject } from './json.ts'

type Value = string | number | boolean
export type InstanceMetadata = { labels: Record<string, string>; attributes: Record<string, Value> }

/** What the cloud tells of a provisioned instance; it follows from the instance alone, and never changes by chance. */
export function metadataOf(instance: Instance): InstanceMetadata {
  const service = findService(instance.serviceId)
  const plan = service && findPlan(service, instance.planId)
  const { region, availabilityZone, name, ...rest } = instance.parameters
  const attributes = {
    resource_id: resourceId(instance),
    region,
    availability_zone: availabilityZone,
    ...addressOf(instance),
    ...snakeCased(plan?.metadata.specification ?? {}),
    ...snakeCased(rest),
  }
  const labels = { service: service?.name, plan: plan?.name, family: service?.metadata.family, name }
  return { labels: pick(labels, isText), attributes: pick(attributes, isValue) }
}

function resourceId(instance: Instance): string {
  return `${instance.serviceId.replace('svc-', '')}-${fingerprint(instance).toString('hex').slice(0, 16)}`
}

/** Servers have a private address; an elastic address is taken from 198.18.0.0/15, which no network routes. */
function addressOf(instance: Instance): Record<string, string> {
  const [a = 0, b = 0, c = 0] = fingerprint(instance)
  if (instance.serviceId === 'svc-ecs') return { private_ip_address: `10.${a}.${b}.${1 + (c % 254)}` }
  if (instance.serviceId === 'svc-eip') return { ip_address: `198.${18 + (a % 2)}.${b}.${1 + (c % 254)}` }
  return {}
}

function fingerprint(instance: Instance): Buffer {
  return createHash('sha256').update(instance.id).digest()
}

function snakeCased(values: Record<string, unknown>): Record<string, unknown> {
  const rename = (key: string) => key.replace('GiB', '_gib').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [rename(key), value]))
}

function pick<T>(values: Record<string, unknown>, isWanted: (value: unknown) => value is T): Record<string, T> {
  const wanted: Record<string, T> = {}
  for (const [key, value] of Object.entries(values)) if (isWanted(value)) wanted[key] = value
  return wanted
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isValue(value: unknown): value is Value {
  return value !== undefined && value !== null && !isObject(value) && !Array.isArray(value)
}
