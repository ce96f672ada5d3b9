import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Vite names what lies in here after its content: the same name never holds anything else. */
const assets = 'assets/'
const page = 'index.html'
const yearSeconds = 31_536_000

/** Addresses that belong to programs: below them nothing is a page, whoever asks. */
const noPage = /^(v1|docs|dev|oauth|\.well-known|assets|openapi\.json|healthz|livez|readyz|metrics)(\/|$)/

/** Answers with the console's page, which finds out by its address what to show. */
export type SendPage = (reply: FastifyReply) => FastifyReply

/** Whether a person's browser goes to an address. Programs, and the console's own requests, do not ask for HTML. */
export const wantsPage = ({ headers }: FastifyRequest) => /\btext\/html\b/.test(headers.accept ?? '')

/**
 * Serves the built console: its files, which are known by name, so that no path leads anywhere else; and its page at
 * every address that nothing else answers to.
 */
export async function serveConsole(app: FastifyInstance, directory: string): Promise<SendPage> {
  const files = await readFileNames(directory)
  await app.register(staticFiles, {
    root: directory,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isAsset = path.startsWith(join(directory, assets))
      reply.header('cache-control', isAsset ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
  const sendPage: SendPage = (reply) => reply.header('vary', 'accept').sendFile(page)
  app.get('/', (_, reply) => sendPage(reply))
  app.get<{ Params: { '*': string } }>('/*', (request, reply) => {
    const path = request.params['*']
    if (files.has(path)) return reply.sendFile(path)
    if (noPage.test(path) || !wantsPage(request)) return reply.callNotFound()
    return sendPage(reply)
  })
  return sendPage
}

/** What may be asked for by name: neither what was compressed beforehand, nor what the build notes for itself. */
async function readFileNames(directory: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
  return new Set(names.filter((name) => name !== page && !/^\.|\.(br|gz)$/.test(name)))
}
