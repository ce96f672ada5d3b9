/**
 * A form from a plan's JSON Schema: which fields it has, and what of their text becomes parameters. Pure. What the
 * schema says in a way that is not known here becomes a field for JSON, so that no parameter is ever lost.
 */
import type { Fault } from './faults.ts'

export type Scalar = string | number | boolean

interface FieldBase {
  readonly name: string
  readonly label: string
  readonly description: string
  readonly isRequired: boolean
  /** What it is when nobody has said anything: as text, the way it would be typed. */
  readonly initial: string
}

export type ParameterField = FieldBase &
  (
    | { readonly kind: 'choice'; readonly options: readonly Scalar[] }
    | { readonly kind: 'toggle' }
    | {
        readonly kind: 'text'
        readonly minLength: number | undefined
        readonly maxLength: number | undefined
        readonly pattern: string | undefined
      }
    | {
        readonly kind: 'number'
        readonly isInteger: boolean
        readonly minimum: number | undefined
        readonly maximum: number | undefined
      }
    | { readonly kind: 'json' }
  )

type Schema = Readonly<Record<string, unknown>>

/** The order names its region itself, and the server adds it to what it checks. */
const namedElsewhere = 'region'

/** Keywords that limit a value in ways that the plain fields do not know. */
const beyondPlain = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if']

/** A field for each parameter: the required ones first, each group in the order of the schema. */
export function fieldsOf(schema: Schema): ParameterField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  const fields = Object.entries(properties)
    .filter(([name]) => name !== namedElsewhere)
    .map(([name, property]) => fieldOf(name, isRecord(property) ? property : {}, required.includes(name)))
  return [...fields.filter(({ isRequired }) => isRequired), ...fields.filter(({ isRequired }) => !isRequired)]
}

function fieldOf(name: string, schema: Schema, isRequired: boolean): ParameterField {
  const { title, description, type } = schema
  const base = {
    name,
    label: typeof title === 'string' && title !== '' ? title : name,
    description: typeof description === 'string' ? description : '',
    isRequired,
    initial: textOf(schema['const'] ?? schema['default']),
  }
  if (beyondPlain.some((keyword) => keyword in schema)) return { ...base, kind: 'json' }
  const options = optionsOf(schema)
  if (options) return { ...base, kind: 'choice', options }
  if (type === 'boolean') return { ...base, kind: 'toggle' }
  if (type === 'integer' || type === 'number') return { ...base, ...numberOf(schema, type === 'integer') }
  if (type === 'string') {
    const { pattern } = schema
    return {
      ...base,
      kind: 'text',
      minLength: numeric(schema['minLength']),
      maxLength: numeric(schema['maxLength']),
      pattern: typeof pattern === 'string' ? pattern : undefined,
    }
  }
  return { ...base, kind: 'json' }
}

function numberOf(schema: Schema, isInteger: boolean) {
  const step = isInteger ? 1 : 0
  const above = numeric(schema['exclusiveMinimum'])
  const below = numeric(schema['exclusiveMaximum'])
  return {
    kind: 'number',
    isInteger,
    minimum: numeric(schema['minimum']) ?? (above === undefined ? undefined : above + step),
    maximum: numeric(schema['maximum']) ?? (below === undefined ? undefined : below - step),
  } as const
}

function optionsOf(schema: Schema): readonly Scalar[] | undefined {
  const listed = schema['const'] === undefined ? schema['enum'] : [schema['const']]
  return Array.isArray(listed) && listed.length > 0 && listed.every(isScalar) ? listed : undefined
}

/** What was typed into one field: a parameter, none because it was left empty, or what is wrong with it. */
type Read = { readonly value: unknown } | { readonly fault: Fault } | 'empty'

/** The parameters that the texts of the fields say; where one says none that would do, what is wrong with it. */
export function readFields(
  fields: readonly ParameterField[],
  texts: Readonly<Record<string, string>>,
): { readonly parameters: Readonly<Record<string, unknown>>; readonly faults: Readonly<Record<string, Fault>> } {
  const parameters: Record<string, unknown> = {}
  const faults: Record<string, Fault> = {}
  for (const field of fields) {
    const read = readField(field, texts[field.name] ?? field.initial)
    if (read === 'empty') {
      if (field.isRequired) faults[field.name] = { kind: 'missing' }
    } else if ('fault' in read) faults[field.name] = read.fault
    else parameters[field.name] = read.value
  }
  return { parameters, faults }
}

function readField(field: ParameterField, text: string): Read {
  if (field.kind === 'toggle') return text === '' && !field.isRequired ? 'empty' : { value: text === 'true' }
  if (text === '') return 'empty'
  switch (field.kind) {
    case 'choice': {
      const value = field.options.find((option) => textOf(option) === text)
      return value === undefined ? 'empty' : { value }
    }
    case 'number':
      return readNumber(field, text)
    case 'text':
      return readText(field, text)
    case 'json':
      return { value: jsonOf(text) }
  }
}

function readNumber(field: Extract<ParameterField, { kind: 'number' }>, text: string): Read {
  const value = Number(text)
  const { isInteger, minimum = -Infinity, maximum = Infinity } = field
  if (!Number.isFinite(value) || text.trim() === '') return { fault: { kind: 'noNumber' } }
  if (isInteger && !Number.isInteger(value)) return { fault: { kind: 'noInteger' } }
  if (value < minimum) return { fault: { kind: 'tooSmall', limit: minimum } }
  if (value > maximum) return { fault: { kind: 'tooLarge', limit: maximum } }
  return { value }
}

function readText(field: Extract<ParameterField, { kind: 'text' }>, text: string): Read {
  const { minLength = 0, maxLength = Infinity, pattern } = field
  // JSON Schema counts characters, not the halves that some of them are stored as.
  const { length } = Array.from(text)
  if (length < minLength) return { fault: { kind: 'tooShort', limit: minLength } }
  if (length > maxLength) return { fault: { kind: 'tooLong', limit: maxLength } }
  if (pattern !== undefined && !matches(pattern, text)) return { fault: { kind: 'form' } }
  return { value: text }
}

/** A pattern that this browser does not understand is left to the server. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}

/** JSON where the text is some, else the text itself: what does not fit, the server names. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function textOf(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value)
const numeric = (value: unknown) => (typeof value === 'number' ? value : undefined)

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
