import { readableCode } from '#console/text/format.ts'
import type { Offer } from './use-offers.ts'

/** A name that ends in the unit of its value, as in `memoryGiB`. */
const withUnit = /^(.+?)(KiB|MiB|GiB|TiB|KB|MB|GB|TB|Mbps|Gbps|IOPS)$/

/** A specification as one line, in the broker's own words: “vCPUs 2 · Memory 4 GiB”. */
export function specificationText(specification: Offer['specification']): string {
  return Object.entries(specification)
    .map(([name, value]) => {
      const [, bare = name, unit] = withUnit.exec(name) ?? []
      const words = [nameText(bare), typeof value === 'string' ? value : JSON.stringify(value), unit]
      return words.filter((word) => word !== undefined).join(' ')
    })
    .join(' · ')
}

function nameText(name: string): string {
  return /^vcpus?$/i.test(name) ? 'vCPUs' : readableCode(name)
}

/** How the plan's schema calls a parameter. */
export function fieldLabel({ parametersSchema }: Offer, name: string): string {
  const properties = parametersSchema['properties'] as
    Readonly<Record<string, { readonly title?: unknown }>> | undefined
  const title = properties?.[name]?.title
  return typeof title === 'string' ? title : readableCode(name)
}
