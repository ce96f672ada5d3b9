import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { LogController } from 'fastify'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Refusal } from '#contract/refusals.ts'
import { oauthEndpoints } from '#contract/oauth.ts'
import type { Operation } from '#contract/operation.ts'
import { faultOf, problemOf, sendProblem } from './problems.ts'

const bodyLimit = 1024 * 1024

/** What a page of ours may do: load what this server has, speak to nobody else, and be framed by nobody. */
const contentPolicy = {
  'default-src': ["'self'"],
  'base-uri': ["'none'"],
  'font-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'"],
}

export interface HttpOptions {
  readonly log: Logger
  /** The proxies in front who say who calls: none, how many there are, or which addresses are theirs. */
  readonly trustProxy: false | number | string[]
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

/** An address that no route can be looked up for. An id that is too long is one that nothing has. */
async function answerBadAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await stamp(request, reply)
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') await sendProblem(reply, problemOf('not_found', {}, request.id))
  else await answerError(error, request, reply)
}

/** What cannot even be read as HTTP is answered as everything else is, and the connection ends. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const requestId = randomUUID()
  const message = 'The request cannot be read as HTTP'
  const { body } = problemOf('bad_request', { errors: [{ pointer: '', code: 'http', message }] }, requestId)
  const text = JSON.stringify(body)
  socket.end(
    'HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncache-control: no-store\r\n' +
      `content-type: application/problem+json; charset=utf-8\r\nx-request-id: ${requestId}\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}

async function stamp(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-request-id', request.id)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}

/** A path that exists for another method is 405, not 404. */
function pathForms(operations: readonly Operation[]): { form: RegExp; method: string }[] {
  const ours = operations.map(({ path, method }) => ({ path: `/v1${path}`, method }))
  return [...ours, ...Object.values(oauthEndpoints)].map(({ path, method }) => ({
    form: new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/:]+')}$`),
    method,
  }))
}

/** An HTTP server that speaks RFC 9457 in every case, puts a request id on every answer and logs without secrets. */
export async function openHttp({ log, trustProxy, tls, operations }: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log.child({}, { serializers: { req: describeRequest } }),
    logController: new LogController({ disableRequestLogging: true }),
    // Of a number Fastify would trust none: it cannot know whether everybody comes through the proxies.
    trustProxy: typeof trustProxy === 'number' ? (_, hop) => hop < trustProxy : trustProxy,
    bodyLimit,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 120 },
    frameworkErrors: (error, request, reply) => void answerBadAddress(error, request, reply),
    clientErrorHandler: answerUnreadable,
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
  app.addHook('onSend', stamp)
  endConnectionsOnClose(app)
  // Of what is said here nothing is ever to be cut out, and looking for it in every answer costs more than saying it.
  const answers = log.child({}, { redact: [] })
  app.addHook('onResponse', async (request, reply) => {
    const said = { ...describeRequest(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    answers.info({ reqId: request.id, ...said }, 'answered')
  })
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    frameguard: { action: 'deny' },
    strictTransportSecurity: tls !== undefined || trustProxy !== false,
  })
  await app.register(rateLimit, { global: false })
  return app
}

/** Once the server closes, every answer is the last of its connection: one that is kept would hold up the end. */
function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => void (closing = true))
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}

function describeRequest(request: FastifyRequest): Record<string, unknown> {
  return { method: request.method, path: pathToLog(request) }
}

/** Without the query, and without what has the form of a token: the link that holds it is a right by itself. */
function pathToLog({ url }: FastifyRequest): string {
  return (url.split('?')[0] ?? '').replace(/\/[A-Za-z0-9_-]{43}(?=[:/]|$)/g, '/…')
}
