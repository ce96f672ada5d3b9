import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'

export type Credentials = { username: string; password: string }

const oldestMinor = 13

/** Repeats the identity of the request in the answer, whatever the answer will be. */
export function echoRequestIdentity(request: FastifyRequest, reply: FastifyReply): void {
  const identity = headerText(request, 'x-broker-api-request-identity')
  if (identity) reply.header('x-broker-api-request-identity', identity)
}

/** Refuses a caller without the right name and password, in a time that does not depend on how wrong they are. */
export function authenticate(request: FastifyRequest, reply: FastifyReply, credentials: Credentials): void {
  const given = /^basic +(\S+) *$/i.exec(headerText(request, 'authorization') ?? '')?.[1] ?? ''
  const expected = `${credentials.username}:${credentials.password}`
  if (timingSafeEqual(digest(Buffer.from(given, 'base64')), digest(Buffer.from(expected)))) return
  reply.header('www-authenticate', 'Basic realm="sandbox-cloud", charset="UTF-8"')
  throw new Refusal(401, 'A valid username and password are required.')
}

/** Refuses a platform that does not say it speaks a version of the API this broker understands. */
export function requireApiVersion(request: FastifyRequest): void {
  const version = /^2\.(\d{1,4})$/.exec(headerText(request, 'x-broker-api-version') ?? '')
  if (version && Number(version[1]) >= oldestMinor) return
  throw new Refusal(412, `X-Broker-API-Version must be 2.${oldestMinor} or a later 2.x; this broker speaks 2.17.`)
}

/** Reads a header that is sent at most once. */
export function headerText(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function digest(value: Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
