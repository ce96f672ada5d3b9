import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Operation } from '#contract/operation.ts'
import { printOpenApi } from './openapi.ts'

const require = createRequire(import.meta.url)

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Procura API</title>
<link rel="stylesheet" href="/docs/files/swagger-ui.css"></head>
<body><div id="page"></div><script src="/docs/files/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script></body></html>`
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true, tryItOutEnabled: false })`

/** Swagger UI writes styles into its elements, and brings its pictures as data. */
const policy = {
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'frame-ancestors': ["'none'"],
  'upgrade-insecure-requests': null,
}

/** Serves the OpenAPI document at `/openapi.json`, and a page to browse it at `/docs`. */
export async function serveDocs(app: FastifyInstance, operations: readonly Operation[]): Promise<void> {
  // Printing takes a tenth of a second, which no start needs to wait for.
  let document: string | undefined
  const files = dirname(require.resolve('swagger-ui-dist/package.json'))
  await app.register(staticFiles, { root: files, prefix: '/docs/files/', index: false, decorateReply: false })
  app.get('/openapi.json', (_, reply) => {
    document ??= JSON.stringify(printOpenApi(operations))
    return reply.type('application/json').send(document)
  })
  app.get('/docs', { helmet: { contentSecurityPolicy: { directives: policy } } }, (_, reply) =>
    reply.type('text/html; charset=utf-8').send(page),
  )
  app.get('/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(start))
}
