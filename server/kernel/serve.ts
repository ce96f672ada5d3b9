import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '#contract/operation.ts'
import { pathNames } from '#contract/operation.ts'
import { permissions } from '#contract/permissions.ts'
import type { Holders } from '#contract/permissions.ts'
import { Refusal, refuse } from '#contract/refusals.ts'
import { singleSignOnMinutes } from '#contract/single-sign-on.ts'
import { reasonOf } from '#contract/walls.ts'
import { anonymous } from './actor.ts'
import type { Actor } from './actor.ts'
import { authenticate, browserCookie, isByProgram, sessionCookie } from './credentials.ts'
import type { Caller } from './credentials.ts'
import { idempotencyKeyForm } from './idempotency.ts'
import type { Kernel } from './kernel.ts'
import { plainDb } from './kernel.ts'
import type { Route } from './operations.ts'
import { checkOrigin, originsOf } from './origin.ts'
import { headerOf, parseInput } from './parse.ts'
import { answerOf, sendProblem } from './problems.ts'
import { run } from './run.ts'
import type { Request, RunAnswer } from './run.ts'
import type { Streams } from './streams.ts'
import { hashOfToken } from './tokens.ts'

const actingForm = /^act_[0-9a-z]{26}$/
const maxUserAgent = 300
const memberForm = /^mem_[0-9a-z]{26}$/
const etagForm = /^"\d{1,9}"$/

/** Fastify's spelling of a path: `{name}` is `:name` without a colon, and the colon of `:verb` is doubled. */
export function fastifyPath(path: string): string {
  return `/v1${path
    .replace(/\{(\w+)\}:/g, '{$1}::')
    .replace(/([a-z]):([a-z])/g, '$1::$2')
    .replace(/\{(\w+)\}(?=::)/g, ':$1(^[^:/]+)')
    .replace(/\{(\w+)\}/g, ':$1(^[^:/]+$)')}`
}

/** Whose request it is: nobody's, a mailed link's, or that of the one credential it carries. */
async function findCaller(kernel: Kernel, route: Route, request: FastifyRequest): Promise<Caller> {
  const { operation, recallsSession = false } = route
  if ((permissions[operation.permission] as Holders).anyone) return { actor: anonymous }
  if (!operation.byLink) return authenticate(kernel, request, recallsSession)
  const { token = '' } = request.params as Record<string, string>
  return { actor: (await kernel.links.find(plainDb(kernel.pool), hashOfToken(token))) ?? refuse('not_found', {}) }
}

/**
 * A page says whose it takes the session to be: in a browser somebody else may have signed in meanwhile, and what one
 * member has begun must not be done in another's name.
 */
function refuseOtherMember(actor: Actor, request: FastifyRequest): void {
  const expected = headerOf(request, 'expected-member', memberForm)
  if (expected === undefined || actor.kind === 'anonymous') return
  if (expected !== actor.memberId) refuse('session_changed', {})
}

/** A kind of account that never holds a permission is refused before anything is looked at, and so is a program. */
function refuseForeignKind(actor: Actor, operation: Operation): void {
  const holders: Holders = permissions[operation.permission]
  if (actor.apiKey && operation.personal) refuse('not_allowed', { reasons: [reasonOf('own_session')] })
  if (actor.kind === 'anonymous' || actor.kind === 'system') return
  if (!holders[actor.kind] && !(actor.kind === 'partner' && holders.acting))
    refuse('not_allowed', { reasons: [reasonOf('role')] })
}

function ifMatchOf(operation: Operation, request: FastifyRequest): number {
  if (operation.concurrency !== 'etag' || operation.method === 'GET') return 0
  const header = headerOf(request, 'if-match', etagForm)
  if (header === undefined) return refuse('precondition_missing', {})
  if (header === null)
    return refuse('bad_request', {
      errors: [{ pointer: '', code: 'if_match', message: 'If-Match must be one strong ETag' }],
    })
  return Number(header.slice(1, -1))
}

function idempotencyKeyFrom(operation: Operation, request: FastifyRequest): string | undefined {
  if (operation.idempotency !== 'required') return undefined
  return headerOf(request, 'idempotency-key', idempotencyKeyForm) ?? refuse('idempotency_key_missing', {})
}

/** The acting session that a request is in: a tab names it beside the member's session, a token is for one alone. */
function actingSessionOf({ apiKey }: Actor, request: FastifyRequest): string | undefined {
  const named = headerOf(request, 'acting-session', actingForm)
  if (named === null || (apiKey && named !== undefined))
    return refuse('acting_session_over', { reasons: [reasonOf('acting_session')] })
  return apiKey?.actingSessionId ?? named
}

/** A token asks about its own acting session, and leaves that one; of any other it learns nothing. */
function refuseOtherSessions({ apiKey }: Actor, input: Readonly<Record<string, unknown>>): void {
  const own = apiKey?.actingSessionId
  if (own && input['actingSessionId'] !== own) refuse('not_found', {})
}

/** What a page asks by itself, with nobody at it, keeps no session alive. A program is no page. */
const isUnattended = ({ kind, operation }: Route, request: FastifyRequest) =>
  kind === 'query' && operation.method === 'GET' && request.headers['unattended'] === 'true' && !isByProgram(request)

/**
 * Serves a request for whoever sends it. Whatever it is refused for: where a session was recalled and is over, that is
 * said first.
 */
async function serveCaller<T>(
  kernel: Kernel,
  route: Route,
  request: FastifyRequest,
  serve: (made: Request) => Promise<T>,
): Promise<T> {
  checkOrigin(kernel, route.operation, request)
  const caller = await findCaller(kernel, route, request)
  try {
    return await serve(toRequest(route, kernel, request, caller))
  } catch (error) {
    const asks = error instanceof Refusal && error.code !== 'outcome_unknown' ? caller.confirm : undefined
    if (asks && !(await asks(plainDb(kernel.pool)))) refuse('session_missing', {})
    throw error
  }
}

function toRequest(route: Route, kernel: Kernel, request: FastifyRequest, { actor, confirm }: Caller): Request {
  const { operation } = route
  refuseOtherMember(actor, request)
  const setAside = operation.leaves || operation.besideActing || operation.byLink
  const acting = setAside ? undefined : actingSessionOf(actor, request)
  refuseForeignKind(actor, operation)
  const input = parseInput(operation, request)
  if (setAside) refuseOtherSessions(actor, input)
  const inPath = pathNames(operation.path)
  const named = inPath.includes('customerId') ? String(input['customerId']) : undefined
  return {
    route,
    actor,
    ...(confirm ? { confirm } : {}),
    input,
    // A link is its own customer's, and what stands in its path is a secret that no log may hold.
    customerId: operation.byLink ? actor.accountId : named,
    subjects: operation.byLink ? [] : inPath.map((name) => String(input[name])),
    actingSessionId: acting,
    idempotencyKey: idempotencyKeyFrom(operation, request),
    ifMatch: ifMatchOf(operation, request),
    requestId: request.id,
    from: request.ip,
    userAgent: request.headers['user-agent']?.slice(0, maxUserAgent) ?? null,
    origins: originsOf(kernel, request),
    browserSecret: request.cookies[browserCookie],
  }
}

function nextLink(request: FastifyRequest, cursor: string): string {
  const url = new URL(request.url, 'http://localhost')
  url.searchParams.set('cursor', cursor)
  return `<${url.pathname}${url.search}>; rel="next"`
}

/** Lax, so that it comes along when a mail or a provider sends somebody here, and with nothing another page posts. */
function setCookie(reply: FastifyReply, name: string, value: string | null, maxAge?: number): void {
  const options = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const
  if (value === null) reply.clearCookie(name, options)
  else reply.setCookie(name, value, maxAge === undefined ? options : { ...options, maxAge })
}

function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: RunAnswer): FastifyReply {
  if (answer.session !== undefined) setCookie(reply, sessionCookie, answer.session)
  if (answer.browserSecret !== undefined)
    setCookie(reply, browserCookie, answer.browserSecret, singleSignOnMinutes * 60)
  if (answer.replayed) reply.header('idempotency-replayed', 'true')
  if (answer.version !== undefined) reply.header('etag', `"${answer.version}"`)
  if (answer.nextCursor) reply.header('link', nextLink(request, answer.nextCursor))
  if (answer.text === undefined) return reply.code(answer.status).send()
  return reply.code(answer.status).type('application/json; charset=utf-8').send(answer.text)
}

/** Registers every operation: the one place where the contract meets HTTP. */
export function serveRoutes(app: FastifyInstance, kernel: Kernel, routes: readonly Route[], streams: Streams): void {
  for (const route of routes) {
    const { method, path, perMinute } = route.operation
    app.route({
      method,
      url: fastifyPath(path),
      config: {
        operation: route.operation.name,
        ...(perMinute ? { rateLimit: { max: perMinute, timeWindow: '1 minute' } } : {}),
      },
      handler: async (request, reply) => {
        try {
          if (route.kind === 'stream')
            return await streams.answer(
              () => serveCaller(streams.kernel, route, request, async (made) => made),
              request,
              reply,
            )
          const asker = isUnattended(route, request) ? streams.kernel : kernel
          const answer = await serveCaller(asker, route, request, (made) => run(asker, made))
          return await sendAnswer(request, reply, answer)
        } catch (error) {
          if (!(error instanceof Refusal)) request.log.error({ err: error }, 'a request failed')
          const answer = answerOf(error, request.id)
          if (answer.status === 401 && isByProgram(request))
            reply.header('www-authenticate', 'Bearer error="invalid_token"')
          return sendProblem(reply, answer)
        }
      },
    })
  }
}
