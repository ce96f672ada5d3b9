import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Refusal } from '#contract/refusals.ts'
import type { Operation } from '#contract/operation.ts'
import { faultOf, problemOf, sendProblem } from './problems.ts'

const bodyLimit = 1024 * 1024

export interface HttpOptions {
  readonly log: Logger
  readonly trustProxy: boolean
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly operations: readonly Operation[]
}

/** What Fastify says by its own codes, in our words. */
function problemOfFastify(error: FastifyError, requestId: string) {
  const wrong = (message: string) =>
    problemOf('bad_request', { errors: [{ pointer: '', code: error.code, message }] }, requestId)
  if (error.statusCode === 413) return problemOf('body_too_large', {}, requestId)
  if (error.statusCode === 415) return problemOf('media_type_unsupported', {}, requestId)
  if (error.statusCode === 429) return problemOf('too_many_requests', { retryAfter: 60 }, requestId)
  if (error.statusCode === 400)
    return wrong('The request cannot be read: is the body JSON, and the address well-formed?')
  return undefined
}

async function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (error instanceof Refusal) return sendProblem(reply, problemOf(error.code, error.detail, request.id))
  const problem = problemOfFastify(error, request.id)
  if (!problem) request.log.error({ err: error }, 'a request failed')
  return sendProblem(reply, problem ?? faultOf(request.id))
}

/** A path that exists for another method is 405, not 404. */
function pathForms(operations: readonly Operation[]): { form: RegExp; method: string }[] {
  return operations.map(({ path, method }) => ({
    form: new RegExp(`^/v1${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/:]+')}$`),
    method,
  }))
}

/** An HTTP server that speaks RFC 9457 in every case, puts a request id on every answer and logs without secrets. */
export async function openHttp({ log, trustProxy, tls, operations }: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log.child({}, { serializers: { req: describeRequest } }),
    disableRequestLogging: true,
    trustProxy,
    bodyLimit,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 120 },
    ...(tls ? { https: tls } : {}),
  }) as unknown as FastifyInstance
  const forms = pathForms(operations)
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(answerError)
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const methods = forms.filter(({ form }) => form.test(path)).map(({ method }) => method)
    // Where the method is right, it is an id in the path that no id can look like.
    if (methods.length === 0 || methods.some((method) => method === request.method))
      return sendProblem(reply, problemOf('not_found', {}, request.id))
    reply.header('allow', [...new Set(methods)].join(', '))
    return sendProblem(reply, problemOf('method_not_allowed', {}, request.id))
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        'default-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: tls !== undefined || trustProxy,
  })
  await app.register(rateLimit, { global: false })
  return app
}

function describeRequest(request: FastifyRequest): Record<string, unknown> {
  return { method: request.method, path: request.url.split('?')[0] }
}
