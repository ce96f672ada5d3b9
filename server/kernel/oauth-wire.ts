import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { oauthEndpoints, refusedParameters, tokenExchange } from '#contract/oauth.ts'
import { Refusal } from '#contract/refusals.ts'
import type { RefusalReason } from '#contract/refusals.ts'

/** An error of RFC 6749, section 5.2, or of the specifications that build on it. */
export class OauthFault extends Error {
  override readonly name = 'OauthFault'
  readonly error: string
  readonly status: number
  readonly more: { readonly reasons?: readonly RefusalReason[]; readonly retryAfter?: number }

  constructor(error: string, description: string, status = 400, more: OauthFault['more'] = {}) {
    super(description)
    this.error = error
    this.status = status
    this.more = more
  }
}

const wrong = (description: string) => new OauthFault('invalid_request', description)

/**
 * The parameters of a form. A repeated one is an error, an empty one is none, one that nobody knows is set aside: so
 * says RFC 6749, section 3.2. What would change the meaning if it were set aside is refused.
 */
export function readForm<T extends z.ZodObject>(schema: T, request: FastifyRequest): z.output<T> {
  if (request.url.includes('?')) throw wrong('Parameters stand in the body, never in the address')
  if (typeof request.body !== 'string') throw wrong('The body must be application/x-www-form-urlencoded')
  const pairs = [...new URLSearchParams(request.body)]
  const repeated = pairs.find(([name], place) => pairs.findIndex(([other]) => other === name) !== place)
  if (repeated) throw wrong('A parameter is repeated')
  const given = Object.fromEntries(pairs.filter(([, value]) => value !== ''))
  const foreign = refusedParameters.find((name) => Object.hasOwn(given, name))
  if (foreign) throw wrong(`${foreign} is not supported`)
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
  if (names.has('grant_type') && Object.hasOwn(given, 'grant_type'))
    throw new OauthFault('unsupported_grant_type', `The grant type is ${tokenExchange}`)
  throw wrong(`Missing or malformed: ${[...names].join(', ')}`)
}

/** Walls that a program has brought with itself, whichever customer it asks for. */
const ofTheCaller = ['role', 'member', 'api_key_scope']

/** A refusal in the words of OAuth; `reasons` say all that a problem would. */
function faultOfRefusal({ code, message, detail }: Refusal, path: string): OauthFault {
  if ('retryAfter' in detail)
    return new OauthFault('temporarily_unavailable', message, code === 'too_many_requests' ? 429 : 503, {
      retryAfter: detail.retryAfter,
    })
  if (code === 'permissions_not_held') return new OauthFault('invalid_scope', message)
  if (code === 'not_found') return new OauthFault('invalid_target', message)
  if (code !== 'not_allowed' || !('reasons' in detail)) return wrong(message)
  const { reasons } = detail
  const failed = reasons.map((reason) => reason.failed)
  const says = `Not allowed: ${failed.join(', ')}`
  // Who asks about a token is a resource's client, and hears of it after RFC 6750, section 3.1.
  if (path === oauthEndpoints.introspect.path) return new OauthFault('insufficient_scope', says, 403, { reasons })
  const error = failed.some((wall) => ofTheCaller.includes(wall)) ? 'unauthorized_client' : 'invalid_target'
  return new OauthFault(error, says, 400, { reasons })
}

function faultOf(error: FastifyError | Error, path: string): OauthFault | undefined {
  if (error instanceof OauthFault) return error
  if (error instanceof Refusal) return faultOfRefusal(error, path)
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 429) return new OauthFault('temporarily_unavailable', 'Too many requests', status, { retryAfter: 60 })
  return status !== undefined && status >= 400 && status < 500
    ? new OauthFault('invalid_request', 'The request cannot be read: is the body a form?', status)
    : undefined
}

/** Answers every error below these endpoints; what is none of theirs is a bug, logged and told as nothing more. */
export async function answerOauthError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fault = faultOf(error, request.url)
  if (!fault) request.log.error({ err: error }, 'a request failed')
  const { status, message, more } = fault ?? new OauthFault('server_error', 'Something went wrong', 500)
  if (status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"')
  if (more.retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(more.retryAfter))))
  const { reasons } = more
  return reply
    .code(status)
    .header('pragma', 'no-cache')
    .type('application/json; charset=utf-8')
    .send({ error: fault?.error ?? 'server_error', error_description: message, ...(reasons ? { reasons } : {}) })
}
