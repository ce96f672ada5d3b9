import { z } from 'zod'

/** How long something is bought for: months, or years of twelve months. */
export const Term = z.strictObject({ unit: z.enum(['month', 'year']), count: z.number().int().min(1).max(11) })
export type Term = z.output<typeof Term>

/** A term in months, e.g. 24 for two years. */
export function monthsOf({ unit, count }: Term): number {
  return unit === 'year' ? count * 12 : count
}

/** Terms of purchase: 1 to 9 months or 1 to 3 years. */
export function isPurchaseTerm({ unit, count }: Term): boolean {
  return unit === 'year' ? count <= 3 : count <= 9
}
