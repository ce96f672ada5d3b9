import { z } from 'zod'

/**
 * Text that PostgreSQL and JSON both can hold: no NUL and no lone surrogate, trimmed of nothing.
 * Every string a caller may choose freely is made here, so that none is without a maximum.
 */
export function text(maxLength: number, minLength = 1): z.ZodString {
  return z
    .string()
    .min(minLength)
    .max(maxLength)
    .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'Must be well-formed text without NUL')
}

/** Text that must say something. */
export function nonBlank(maxLength: number): z.ZodString {
  return text(maxLength).refine((value) => value.trim().length > 0, 'Must not be blank')
}

/** What a person writes as the reason of an act. */
export const Reason = nonBlank(500)

export const Email = z.email().max(254).toLowerCase()

/** The languages that Procura speaks. */
export const Language = z.enum(['en', 'zh-CN'])
export type Language = z.output<typeof Language>

/** A date in a filter or a period, `YYYY-MM-DD`. The year 0 is none that PostgreSQL has. */
export const LocalDate = z.iso.date().refine((value) => !value.startsWith('0000'), 'Must be of the year 1 or later')

/** An instant, RFC 3339 in UTC. */
export const Instant = z.iso.datetime()

/** A whole number in a query string; a client may pass a number. */
export function queryInteger(minimum: number, maximum: number) {
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/)])
    .transform(Number)
    .pipe(z.number().int().min(minimum).max(maximum))
    .meta({ wire: { type: 'integer', minimum, maximum } })
}

/** A plain decimal number in a query string, at most two decimals. */
export function queryDecimal(maximum: number) {
  return z
    .union([z.number(), z.string().regex(/^\d{1,12}(\.\d{1,2})?$/)])
    .transform(Number)
    .pipe(z.number().min(0).max(maximum))
    .meta({ wire: { type: 'number', minimum: 0, maximum } })
}

export const queryBoolean = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((value) => value === true || value === 'true')
  .meta({ wire: { type: 'boolean' } })

/** A comma-separated list of known words in a query string, each at most once. */
export function queryList<const W extends readonly [string, ...string[]]>(words: W) {
  return z
    .string()
    .max(200)
    .transform((value) => value.split(','))
    .pipe(z.array(z.enum(words)).max(words.length))
    .meta({ wire: { type: 'string', description: `Comma-separated: ${words.join(', ')}` } })
}
