import '@fastify/cookie'
import type { FastifyRequest } from 'fastify'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from './actor.ts'
import type { Db } from './db.ts'
import type { Kernel } from './kernel.ts'
import { plainDb } from './kernel.ts'
import { hashOfToken, isSessionToken, kindOfBearer } from './tokens.ts'
import type { BearerKind } from './tokens.ts'

export const sessionCookie = '__Host-procura'
/** Binds a sign-in by somebody else's provider to the browser that has begun it. */
export const browserCookie = '__Host-procura-browser'
const bearerForm = /^Bearer ([\x21-\x7e]{1,200})$/i

/** Every value that a header was sent with: Node keeps only the first of some, and joins others. */
function valuesOf({ raw }: FastifyRequest, name: string): string[] {
  const { rawHeaders } = raw
  return rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name)
}

/** Whether a request calls as a program does. A browser never sends this header by itself, as it does cookies. */
export function isByProgram({ headers }: FastifyRequest): boolean {
  return headers.authorization !== undefined
}

/** How often the session's cookie was sent; with another path a browser may hold two of one name. */
export function countSessionCookies(request: FastifyRequest): number {
  const pairs = valuesOf(request, 'cookie').flatMap((value) => value.split(';'))
  return pairs.filter((pair) => pair.trim().startsWith(`${sessionCookie}=`)).length
}

/** Who shows a token, while it is alive. Undefined for anything that is none. */
export async function findBearer(
  kernel: Kernel,
  token: string,
  ...kinds: readonly BearerKind[]
): Promise<Actor | undefined> {
  const kind = kindOfBearer(token)
  if (kind === undefined || !kinds.includes(kind)) return undefined
  return kernel.bearers[kind](plainDb(kernel.pool), hashOfToken(token))
}

/** The token of the one `Authorization` header; undefined where it is repeated or of another form. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const [value, ...more] = valuesOf(request, 'authorization')
  return value === undefined || more.length > 0 ? undefined : bearerForm.exec(value)?.[1]
}

export interface Caller {
  readonly actor: Actor
  /** Asks whether a recalled session lives, and gives it as it is now. Absent where that was asked. */
  readonly confirm?: (db: Db) => Promise<Actor | undefined>
}

/**
 * The caller, by the one credential that the request carries. It refuses two of them, also where both are good: whose
 * request it is must not depend on which of them somebody looks at first. A session may be recalled where the caller
 * goes on to confirm it.
 */
export async function authenticate(kernel: Kernel, request: FastifyRequest, mayRecall: boolean): Promise<Caller> {
  const cookies = countSessionCookies(request)
  if (isByProgram(request)) {
    if (cookies > 0) refuseTwo()
    const found = await findBearer(kernel, bearerOf(request) ?? '', 'apiKey', 'actingToken')
    return { actor: found ?? refuse('session_missing', {}) }
  }
  const token = request.cookies[sessionCookie]
  if (cookies !== 1 || token === undefined || !isSessionToken(token)) return refuse('session_missing', {})
  const tokenHash = hashOfToken(token)
  const recalled = mayRecall ? kernel.sessions.recall(tokenHash) : undefined
  if (recalled) return { actor: recalled, confirm: (db) => kernel.sessions.find(db, tokenHash) }
  return { actor: (await kernel.sessions.find(plainDb(kernel.pool), tokenHash)) ?? refuse('session_missing', {}) }
}

function refuseTwo(): never {
  const message = 'Send either the cookie of a session or an Authorization header, not both'
  refuse('bad_request', { errors: [{ pointer: '', code: 'credentials', message }] })
}
