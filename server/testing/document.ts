import { Ajv2020 } from 'ajv/dist/2020.js'
import type { AnySchemaObject } from 'ajv'
import formats from 'ajv-formats'
import { operations } from '#contract/index.ts'
import type { Operation } from '#contract/operation.ts'
import { commonRefusals, Problem, refusals } from '#contract/refusals.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import { printOpenApi } from '#kernel/openapi.ts'

interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>
}

/** What came back, as far as the document speaks of it. */
export interface Received {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
}

const document = printOpenApi(operations) as {
  paths: Record<string, Record<string, Described>>
  components: object
}
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
const validators = new Map<string, ReturnType<typeof ajv.compile>>()

function validatorOf(operation: Operation, status: string, type: string) {
  const key = `${operation.name} ${status} ${type}`
  const known = validators.get(key)
  if (known) return known
  const described = document.paths[`/v1${operation.path}`]?.[operation.method.toLowerCase()]
  const told = described?.responses[status]?.content?.[type]?.schema
  if (!told) return undefined
  // What a stream holds is described by the schema of each event's data.
  const schema = 'contentSchema' in told ? told.contentSchema : told
  const validator = ajv.compile({ ...(schema as AnySchemaObject), components: document.components })
  validators.set(key, validator)
  return validator
}

/** What is wrong with an answer by the OpenAPI document, the form of problems, and what the operation declares. */
export function faultsOf(operation: Operation, { status, text, headers }: Received): string[] {
  if (status >= 500) return [`answers ${status}`]
  if (typeof headers['x-request-id'] !== 'string') return ['has no X-Request-Id']
  if (status === 204) return operation.status === 204 && text === '' ? [] : ['is an unexpected 204']
  const type = String(headers['content-type']).split(';')[0] ?? ''
  const validate = validatorOf(operation, String(status), type)
  if (!validate) return [`answers ${status} ${type}, which the document does not know`]
  if (type === 'text/event-stream')
    return dataOf(text).flatMap((data) => (validate(data) ? [] : [ajv.errorsText(validate.errors)]))
  const body: unknown = JSON.parse(text)
  const faults = validate(body) ? [] : [ajv.errorsText(validate.errors)]
  return status < 400 ? faults : [...faults, ...faultsOfProblem(operation, status, headers, body)]
}

/** The data of the events of a stream. */
export function dataOf(text: string): unknown[] {
  return text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as unknown] : []))
}

function faultsOfProblem(operation: Operation, status: number, headers: Received['headers'], body: unknown): string[] {
  const parsed = Problem.safeParse(body)
  if (!parsed.success) return [parsed.error.message]
  const { code, requestId } = parsed.data
  const declared: readonly string[] = [...commonRefusals, ...(operation.refusals ?? [])]
  if (!declared.includes(code)) return [`refuses ${code}, which it does not declare`]
  const { detail, status: due } = refusals[code as RefusalCode]
  const faults = due === status && parsed.data.status === status ? [] : [`${code} comes with ${status}`]
  if (requestId !== headers['x-request-id']) faults.push('has two request ids')
  if ('retryAfter' in detail.shape) return headers['retry-after'] ? faults : [...faults, 'has no Retry-After']
  const told = detail.safeParse(body)
  return told.success ? faults : [...faults, `${code} lacks its detail: ${told.error.message}`]
}

/** An answer as it would be if every request had one id: the same refusal then has the same bytes. */
export function withoutRequestId({ status, text, headers }: Received): string {
  const same = text.replaceAll(String(headers['x-request-id']), 'the request')
  return `${status} ${String(headers['content-type'])} ${same}`
}
