import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { refuse } from '#contract/refusals.ts'

type Issue = z.core.$ZodIssue

function pointerOf(issue: Issue): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  return [...issue.path, ...unknown]
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}

const maxErrors = 20

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The operation's input from path, query or body, checked whole. Refuses `bad_request` with a JSON pointer for every
 * field that is wrong, missing, unknown or repeated. A path id of the wrong form answers as a missing one does.
 */
export function parseInput(operation: Operation, request: FastifyRequest): Record<string, unknown> {
  const inBody = operation.method === 'POST' || operation.method === 'PUT' || operation.method === 'PATCH'
  const given = inBody ? (request.body ?? {}) : request.query
  if (!isPlainObject(given))
    return refuseInput([{ pointer: '', code: 'invalid_type', message: 'Must be a JSON object' }])
  const names = pathNames(operation.path)
  const doubled = names.filter((name) => Object.hasOwn(given, name))
  if (doubled.length > 0)
    return refuseInput(
      doubled.map((name) => ({ pointer: `/${name}`, code: 'unrecognized_keys', message: 'Stands in the path' })),
    )
  const parsed = operation.input.safeParse({ ...given, ...(request.params as Record<string, string>) })
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  if (issues.some(({ path }) => names.includes(String(path[0])))) refuse('not_found', {})
  return refuseInput(
    issues
      .slice(0, maxErrors)
      .map((issue) => ({ pointer: pointerOf(issue), code: issue.code, message: issue.message })),
  )
}

function refuseInput(errors: { pointer: string; code: string; message: string }[]): never {
  refuse('bad_request', { errors })
}

/** The one value of a header; a repeated or malformed one is as wrong as a missing one. */
export function headerOf(request: FastifyRequest, name: string, form: RegExp): string | undefined | null {
  const value = request.headers[name]
  if (value === undefined) return undefined
  return typeof value === 'string' && form.test(value) ? value : null
}
