import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { FastifyInstance, InjectOptions } from 'fastify'

/** A server of another process, which is reached by HTTP. */
export interface ServedElsewhere {
  readonly url: string
}

/** A server as tests reach it: the one of their own process without a socket. */
export type Served = FastifyInstance | ServedElsewhere

export interface Asked {
  readonly method: NonNullable<InjectOptions['method']>
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly payload?: string
  readonly remoteAddress?: string
}

interface Answered {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
}

export interface Injected extends Answered {
  readonly payload: string
}

/** An answer that is read as it comes, until one leaves. */
export interface OpenAnswer extends Answered {
  readonly body: Readable
  readonly leave: () => void
}

const streams = /^\/v1\/customers\/[^/]+\/events(\?|$)/

/** Sends a request to a server. Of an event stream it hears the beginning, and leaves. */
export async function inject(server: Served, asked: Asked): Promise<Injected> {
  const isStream = streams.test(asked.url)
  if ('inject' in server && !isStream) return server.inject({ ...asked, headers: { ...asked.headers } })
  const { statusCode, headers, body, leave } = await openAnswer(server, asked)
  const isOpen = String(headers['content-type']).startsWith('text/event-stream') && asked.method !== 'HEAD'
  let payload = ''
  for await (const part of body.setEncoding('utf8')) {
    payload += String(part)
    if (isOpen) break
  }
  if (isOpen) leave()
  return { statusCode, headers, payload }
}

/** Sends a request, and gives the answer as soon as it begins. */
export async function openAnswer(server: Served, asked: Asked): Promise<OpenAnswer> {
  if (!('inject' in server)) return openElsewhere(server, asked)
  const { statusCode, headers, raw, stream } = await server.inject({
    ...asked,
    headers: { ...asked.headers },
    payloadAsStream: true,
  })
  return { statusCode, headers, body: stream(), leave: () => void raw.res.destroy() }
}

async function openElsewhere(server: ServedElsewhere, { method, url, headers, payload }: Asked): Promise<OpenAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = request(new URL(url, server.url), { method, headers: { ...headers } }, resolve)
  sent.on('error', reject)
  sent.end(payload)
  const answer = await promise
  const leave = () => void answer.destroy()
  return { statusCode: answer.statusCode ?? 0, headers: answer.headers, body: answer, leave }
}
