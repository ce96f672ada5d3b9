import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter'

export interface Choice {
  readonly value: string
  readonly label: string
}

/**
 * Something that a list is searched by. Its names are those of the operation's input, which are also those in the URL;
 * `many` takes several values at once, as a comma-separated list.
 */
export type FilterField =
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly exact?: boolean }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly label: string
      readonly choices: readonly Choice[]
      readonly many?: boolean
    }
  | { readonly kind: 'days' | 'numbers'; readonly label: string; readonly from?: string; readonly to?: string }

type RangeField = Extract<FilterField, { kind: 'days' | 'numbers' }>
type Query = PropertyFilterProps.Query
type Token = PropertyFilterProps.Token
export type Search = Readonly<Record<string, string | undefined>>

/** What a field is called in the filter's own query. */
export function keyOf(field: FilterField): string {
  return isRange(field) ? (field.from ?? field.to ?? '') : field.name
}

/** A field with a first and a last value, of which a list may take one or both. */
function isRange(field: FilterField): field is RangeField {
  return field.kind === 'days' || field.kind === 'numbers'
}

/** The filter as it shows what a list was asked for. */
export function queryOf(fields: readonly FilterField[], input: Readonly<Record<string, unknown>>): Query {
  const tokens = fields.flatMap((field): Token[] => {
    const token = (name: string | undefined, operator: Token['operator']): Token[] => {
      const value = name === undefined ? undefined : input[name]
      if (typeof value !== 'string') return []
      const isMany = field.kind === 'choice' && field.many === true
      return [{ propertyKey: keyOf(field), operator, value: isMany ? value.split(',') : value }]
    }
    if (isRange(field)) return [...token(field.from, '>='), ...token(field.to, '<=')]
    return token(field.name, field.kind === 'text' && !field.exact ? ':' : '=')
  })
  return { tokens, operation: 'and' }
}

/**
 * What to ask the list for, after the filter has changed. Of two tokens of one field the later one holds. What was
 * typed without naming a field is for the field `plain`.
 */
export function searchOf(fields: readonly FilterField[], { tokens }: Query, plain?: string): Search {
  const search: Record<string, string | undefined> = {}
  for (const field of fields) {
    for (const name of namesOf(field)) search[name] = undefined
    for (const { propertyKey = plain, operator, value } of tokens) {
      if (propertyKey !== keyOf(field)) continue
      const name = !isRange(field) ? field.name : operator === '<=' ? field.to : field.from
      const words: unknown[] = Array.isArray(value) ? value : [value]
      if (name !== undefined) search[name] = words.join(',') || undefined
    }
  }
  return search
}

/** The fields of which an earlier token gives way to a later one. */
export function replacedIn(fields: readonly FilterField[], { tokens }: Query, plain?: string): readonly FilterField[] {
  return fields.filter((field) => {
    const its = tokens.filter(({ propertyKey = plain }) => propertyKey === keyOf(field))
    const places = new Set(its.map(({ operator }) => isRange(field) && operator))
    return places.size < its.length
  })
}

/** Takes every field of the filter out of what a list is asked for. */
export function noSearch(fields: readonly FilterField[]): Search {
  return searchOf(fields, { tokens: [], operation: 'and' })
}

/** Whether a list is asked for less than everything. */
export function isSearched(fields: readonly FilterField[], input: Readonly<Record<string, unknown>>): boolean {
  return queryOf(fields, input).tokens.length > 0
}

/** The fields for which something was searched that the list does not take. */
export function notUnderstood(
  fields: readonly FilterField[],
  searched: Search,
  input: Readonly<Record<string, unknown>>,
): readonly FilterField[] {
  return fields.filter((field) => namesOf(field).some((name) => searched[name] !== undefined && !(name in input)))
}

function namesOf(field: FilterField): string[] {
  if (!isRange(field)) return [field.name]
  return [field.from, field.to].filter((name) => name !== undefined)
}
