import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Vite names what lies in here after its content: the same name never holds anything else. */
const assets = '/assets/'
const yearSeconds = 31_536_000

/** Addresses that belong to programs: below them nothing is a page, whoever asks. */
const noPage = /^\/(v1|docs|dev|oauth|assets|openapi\.json|livez|readyz|metrics)(\/|$)/

/** Answers with the console's page, which finds out by its address what to show. */
export type SendPage = (reply: FastifyReply) => FastifyReply

/** Whether a person's browser goes to an address. Programs, and the console's own requests, do not ask for HTML. */
export const wantsPage = ({ headers }: FastifyRequest) => /\btext\/html\b/.test(headers.accept ?? '')

/**
 * Serves the built console: its files, each by a route of its own, so that no path leads out of the directory; and its
 * page at every address that nothing else answers to.
 */
export async function serveConsole(app: FastifyInstance, directory: string): Promise<SendPage> {
  await app.register(staticFiles, {
    root: directory,
    wildcard: false,
    index: false,
    globIgnore: ['index.html', '**/*.{br,gz}'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isAsset = path.startsWith(join(directory, assets))
      reply.header('cache-control', isAsset ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
  const sendPage: SendPage = (reply) => reply.header('vary', 'accept').sendFile('index.html')
  app.get('/', (_, reply) => sendPage(reply))
  app.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    if (noPage.test(path) || !wantsPage(request)) return reply.callNotFound()
    return sendPage(reply)
  })
  return sendPage
}
