import { readableCode } from '#console/text/format.ts'
import type { Offer } from './use-offers.ts'

/** A specification as one line, in the broker's own words: “Vcpus 2 · Memory GiB 4”. */
export function specificationText(specification: Offer['specification']): string {
  return Object.entries(specification)
    .map(([name, value]) => `${readableCode(name)} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
}

/** How the plan's schema calls a parameter. */
export function fieldLabel({ parametersSchema }: Offer, name: string): string {
  const properties = parametersSchema['properties'] as
    Readonly<Record<string, { readonly title?: unknown }>> | undefined
  const title = properties?.[name]?.title
  return typeof title === 'string' ? title : readableCode(name)
}
