import type { ProblemDetails } from './problem-error.ts'

/** The problem of an answer; one that something between here and the server gave has no code of ours. */
export function problemOf({ status, statusText, headers }: Response, text: string): ProblemDetails {
  const said = headers.get('content-type')?.includes('json') ? parseJson(text) : undefined
  if (isProblem(said)) return said
  const requestId = headers.get('x-request-id') ?? ''
  return { type: 'about:blank', title: statusText || `HTTP ${status}`, status, code: 'unknown', requestId }
}

type Members = Readonly<Record<string, unknown>>

/** Whether it has the members of problem details as the contract has them, checked without its schemas. */
function isProblem(value: unknown): value is ProblemDetails {
  return (
    isObject(value) &&
    hasTexts(value, ['type', 'title', 'code', 'requestId']) &&
    Number.isInteger(value['status']) &&
    (value['detail'] === undefined || typeof value['detail'] === 'string') &&
    isListOf(value['errors'], ['pointer', 'code', 'message']) &&
    isListOf(value['reasons'], ['failed', 'whoCanMend', 'how'])
  )
}

function isListOf(value: unknown, texts: readonly string[]): boolean {
  return value === undefined || (Array.isArray(value) && value.every((one) => isObject(one) && hasTexts(one, texts)))
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null
const hasTexts = (value: Members, names: readonly string[]) => names.every((name) => typeof value[name] === 'string')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
