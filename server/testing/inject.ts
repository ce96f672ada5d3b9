import type { FastifyInstance, InjectOptions } from 'fastify'

export interface Injected {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  readonly payload: string
}

const streams = /^\/v1\/customers\/[^/]+\/events(\?|$)/

/** Sends a request to a server in process. Of an event stream it hears the beginning, and leaves. */
export async function inject(app: FastifyInstance, options: InjectOptions & { url: string }): Promise<Injected> {
  if (!streams.test(options.url)) return app.inject(options)
  const answer = await app.inject({ ...options, payloadAsStream: true })
  const { statusCode, headers } = answer
  const isOpen = String(headers['content-type']).startsWith('text/event-stream') && options.method !== 'HEAD'
  let payload = ''
  for await (const part of answer.stream()) {
    payload += String(part)
    if (isOpen) break
  }
  if (isOpen) answer.raw.res.destroy()
  return { statusCode, headers, payload }
}
