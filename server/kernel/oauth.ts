import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { oauthEndpoints, TokenForm, tokenExchange, TokenHint } from '#contract/oauth.ts'
import type { OauthEndpoint } from '#contract/oauth.ts'
import { CustomerId } from '#contract/ids.ts'
import { ApiKeyPermission } from '#contract/permissions.ts'
import type { Actor } from './actor.ts'
import { bearerOf, countSessionCookies, findBearer, isByProgram } from './credentials.ts'
import type { Kernel } from './kernel.ts'
import { answerOauthError, OauthFault, readForm } from './oauth-wire.ts'
import type { Route } from './operations.ts'
import { originsOf, refuseReadable } from './origin.ts'
import { run } from './run.ts'
import { kindOfBearer } from './tokens.ts'

/** What the endpoints do, each a command or a query like any other: with the gate, the log and its transaction. */
export interface OauthRoutes {
  readonly exchange: Route
  readonly introspect: Route
  readonly leave: Route
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

const maxFormBytes = 16 * 1024
const perMinute = 600

/** Serves the endpoints of OAuth: the only place where something else than JSON and problem details is spoken. */
export async function serveOauth(app: FastifyInstance, kernel: Kernel, routes: OauthRoutes): Promise<void> {
  const { exchange, introspect, revoke, metadata } = oauthEndpoints
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const form = { parseAs: 'string', bodyLimit: maxFormBytes } as const
    scope.addContentTypeParser('application/x-www-form-urlencoded', form, (_, body, done) => done(null, body))
    scope.setErrorHandler(answerOauthError)
    const serve = ({ name, method, path }: OauthEndpoint, handler: Handler) => {
      const config = { operation: name, rateLimit: { max: perMinute, timeWindow: '1 minute' } }
      scope.route({ method, url: path, config, handler })
    }
    serve(exchange, (request, reply) => answerExchange(kernel, routes.exchange, request, reply))
    serve(introspect, (request, reply) => answerIntrospection(kernel, routes.introspect, request, reply))
    serve(revoke, (request, reply) => answerRevocation(kernel, routes.leave, request, reply))
    serve(metadata, async (request, reply) => reply.send(describe(kernel, request)))
  })
}

/** RFC 8693, section 2. What it takes for a credential is the key in the form, and nothing beside it. */
async function answerExchange(
  kernel: Kernel,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  refuseReadable(kernel, request)
  refuseOtherCredentials(request)
  const form = readForm(TokenForm, request)
  const actor = await findBearer(kernel, form.subject_token, 'apiKey')
  if (!actor) throw new OauthFault('invalid_request', 'The subject_token is not the secret of a live API key')
  const customerId = customerOf(kernel, request, form.resource)
  const scope = form.scope === undefined ? {} : { scope: readScope(form.scope) }
  const input = { customerId, reason: form.reason, ...scope }
  const { text } = await run(kernel, { ...requestOf(request, route, actor), input, customerId, subjects: [customerId] })
  return send(reply, text)
}

/** RFC 7662, section 2. Who asks shows a key, since a token that somebody has found is nobody's business. */
async function answerIntrospection(
  kernel: Kernel,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  refuseReadable(kernel, request)
  if (countSessionCookies(request) > 0) refuseOtherCredentials(request)
  const actor = await findBearer(kernel, bearerOf(request) ?? '', 'apiKey')
  if (!actor) throw new OauthFault('invalid_token', 'Send the secret of a live API key as Authorization: Bearer', 401)
  const { token } = readForm(TokenHint, request)
  const { text } = await run(kernel, { ...requestOf(request, route, actor), input: { token } })
  return send(reply, text)
}

/** RFC 7009, section 2. Holding a token is enough to give it up, also for who has found it. */
async function answerRevocation(
  kernel: Kernel,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  refuseReadable(kernel, request)
  refuseOtherCredentials(request)
  const { token } = readForm(TokenHint, request)
  if (kindOfBearer(token) === 'apiKey')
    throw new OauthFault('unsupported_token_type', 'An API key is revoked by its member, who has signed in')
  const actor = await findBearer(kernel, token, 'actingToken')
  const actingSessionId = actor?.apiKey?.actingSessionId
  if (actor && actingSessionId)
    await run(kernel, {
      ...requestOf(request, route, actor),
      input: { actingSessionId },
      subjects: [actingSessionId],
    })
  return reply.code(200).send()
}

function requestOf(request: FastifyRequest, route: Route, actor: Actor) {
  return {
    route,
    actor,
    customerId: undefined,
    subjects: [],
    actingSessionId: undefined,
    idempotencyKey: undefined,
    ifMatch: 0,
    requestId: request.id,
    from: request.ip,
    userAgent: null,
    origins: [],
  }
}

function refuseOtherCredentials(request: FastifyRequest): void {
  if (isByProgram(request) || countSessionCookies(request) > 0)
    throw new OauthFault('invalid_request', 'One credential at a time: here it is the token in the form')
}

const customerPath = /^\/v1\/customers\/([^/]+)$/

/** The customer whose address here `resource` is. */
function customerOf(kernel: Kernel, request: FastifyRequest, resource: string): string {
  const { origin, pathname, search, hash } = new URL(resource)
  const id = CustomerId.safeParse(customerPath.exec(pathname)?.[1])
  if (!id.success || search !== '' || hash !== '' || !originsOf(kernel, request).includes(origin))
    throw new OauthFault('invalid_target', 'The resource is the address of a customer of this server')
  return id.data
}

function readScope(text: string): ApiKeyPermission[] {
  const words = text.split(' ').map((word) => ApiKeyPermission.safeParse(word))
  return words.map(({ data }) => data ?? refuseScope())
}

function refuseScope(): never {
  throw new OauthFault('invalid_scope', 'The scope is permissions with one space between them')
}

async function send(reply: FastifyReply, text: string | undefined): Promise<FastifyReply> {
  return reply.header('pragma', 'no-cache').type('application/json; charset=utf-8').send(text)
}

/** RFC 8414. The issuer is what this server is called by. */
function describe(kernel: Kernel, request: FastifyRequest) {
  const issuer = kernel.publicOrigin ?? `${request.protocol}://${request.host}`
  const { exchange, introspect, revoke } = oauthEndpoints
  return {
    issuer,
    token_endpoint: issuer + exchange.path,
    introspection_endpoint: issuer + introspect.path,
    revocation_endpoint: issuer + revoke.path,
    response_types_supported: [],
    grant_types_supported: [tokenExchange],
    token_endpoint_auth_methods_supported: ['none'],
    introspection_endpoint_auth_methods_supported: ['Bearer'],
    revocation_endpoint_auth_methods_supported: ['none'],
    scopes_supported: ApiKeyPermission.options,
    service_documentation: `${issuer}/docs`,
  }
}
