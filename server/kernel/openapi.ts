import { z } from 'zod'
import { OauthError, oauthEndpoints } from '#contract/oauth.ts'
import type { OauthEndpoint } from '#contract/oauth.ts'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { commonRefusals, Problem, refusals } from '#contract/refusals.ts'
import type { RefusalCode } from '#contract/refusals.ts'

type Schema = Record<string, unknown>

/** JSON Schema 2020-12 of what a caller sends or gets; a query parameter is described as what it means. */
function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const wire = (z.globalRegistry.get(zodSchema) as { wire?: Schema } | undefined)?.wire
      if (!wire) return
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Schema)[key]
      Object.assign(jsonSchema, wire)
    },
  })
  return schema
}

function parameter(name: string, place: 'path' | 'query' | 'header', schema: Schema, required: boolean): Schema {
  return { name, in: place, required, schema }
}

function headersOf(operation: Operation): Schema[] {
  const headers: Schema[] = []
  if (operation.idempotency)
    headers.push(parameter('Idempotency-Key', 'header', { type: 'string', minLength: 1, maxLength: 255 }, true))
  if (operation.concurrency && operation.method !== 'GET')
    headers.push(parameter('If-Match', 'header', { type: 'string', pattern: '^"\\d{1,9}"$' }, true))
  const { leaves, besideActing, byLink } = operation
  if (operation.permission !== 'anyone' && !leaves && !besideActing && !byLink)
    headers.push(parameter('Acting-Session', 'header', { type: 'string', pattern: '^act_[0-9a-z]{26}$' }, false))
  if (operation.permission !== 'anyone' && !byLink)
    headers.push(parameter('Expected-Member', 'header', { type: 'string', pattern: '^mem_[0-9a-z]{26}$' }, false))
  if (operation.method === 'GET' && !operation.streams && operation.permission !== 'anyone' && !byLink)
    headers.push(parameter('Unattended', 'header', { type: 'string', enum: ['true'] }, false))
  return headers
}

function refusalsOf(operation: Operation): Schema {
  const codes = [...commonRefusals, ...(operation.refusals ?? [])]
  const byStatus = Map.groupBy(codes, (code: RefusalCode) => refusals[code].status)
  const answers: Schema = {}
  for (const [status, found] of [...byStatus].sort(([one], [other]) => one - other))
    answers[String(status)] = {
      description: found.map((code) => `\`${code}\` ${refusals[code].title}.`).join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  return answers
}

function describe(operation: Operation): Schema {
  const { name, method, path, summary, input } = operation
  const inPath = pathNames(path)
  const { properties = {}, required = [] } = schemaOf(input, 'input') as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  const rest = Object.entries(properties).filter(([key]) => !inPath.includes(key))
  const inBody = method === 'POST' || method === 'PUT' || method === 'PATCH'
  const parameters = inPath.map((key) => parameter(key, 'path', properties[key] ?? {}, true))
  if (!inBody) parameters.push(...rest.map(([key, schema]) => parameter(key, 'query', schema, required.includes(key))))
  const status = String(operation.status ?? 200)
  const body = {
    type: 'object',
    properties: Object.fromEntries(rest),
    required: required.filter((key) => !inPath.includes(key)),
    additionalProperties: false,
  }
  return {
    operationId: name,
    summary,
    tags: [path.split('/')[1]?.split(':')[0] ?? ''],
    parameters: [...parameters, ...headersOf(operation)],
    ...(inBody ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [status]: status === '204' ? { description: 'Done.' } : { description: summary, content: contentOf(operation) },
      ...refusalsOf(operation),
    },
    security: securityOf(operation),
  }
}

/** A stream is a text of events, the data of each of which is an output. */
function contentOf({ streams, output }: Operation): Schema {
  const schema = schemaOf(output, 'output')
  if (!streams) return { 'application/json': { schema } }
  const events = { type: 'string', contentMediaType: 'text/event-stream', contentSchema: schema }
  return { 'text/event-stream': { schema: events } }
}

function securityOf({ permission, personal, byLink }: Operation): Schema[] {
  if (permission === 'anyone' || byLink) return []
  return personal ? [{ session: [] }] : [{ session: [] }, { bearer: [] }]
}

/** An endpoint that speaks OAuth: a form in, and errors of its own. */
function describeEndpoint({ name, summary, form, answer, bearer }: OauthEndpoint): Schema {
  const fault = { $ref: '#/components/schemas/OauthError' }
  const says = (description: string) => ({ description, content: { 'application/json': { schema: fault } } })
  return {
    operationId: name,
    summary,
    tags: ['oauth'],
    ...(form
      ? {
          requestBody: {
            required: true,
            content: { 'application/x-www-form-urlencoded': { schema: schemaOf(form, 'input') } },
          },
        }
      : {}),
    responses: {
      200: answer
        ? { description: summary, content: { 'application/json': { schema: schemaOf(answer, 'output') } } }
        : { description: 'Done, or there was nothing to do.' },
      ...(form
        ? {
            400: says('The request is not what the endpoint takes, or not allowed.'),
            ...(bearer
              ? { 401: says('Who asks shows no live API key.'), 403: says('The key does not hold `acting:start`.') }
              : {}),
            413: says('The form is larger than 16 KiB.'),
            415: says('The body is no form.'),
          }
        : {}),
      429: says('Too many requests.'),
      503: says('The server cannot answer now.'),
    },
    security: bearer ? [{ bearer: [] }] : [],
  }
}

/** The OpenAPI 3.1 document of all operations, from the same schemas that check every request. */
export function printOpenApi(operations: readonly Operation[]): Schema {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const operation of operations) {
    const path = `/v1${operation.path}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  for (const endpoint of Object.values<OauthEndpoint>(oauthEndpoints))
    paths[endpoint.path] = { [endpoint.method.toLowerCase()]: describeEndpoint(endpoint) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Procura',
      version: '1',
      description: 'Customer consent, acting on a customer’s behalf, and cloud ordering.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { OauthError: schemaOf(OauthError, 'output'), Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-procura' },
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key, or a token it was exchanged for.' },
      },
    },
  }
}
