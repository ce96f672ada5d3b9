import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '#contract/index.ts'
import { serveDocs } from '#kernel/docs.ts'
import { openHttp } from '#kernel/http.ts'
import { serveConsole } from './console.ts'

const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const page = '<!doctype html><title>Procura</title><script type="module" src="/assets/main-x1.js"></script>'
const script = `globalThis.started = ${'1 + '.repeat(1000)}1`
const secretText = 'nobody may read this'

let folder: string
let app: FastifyInstance

/** A built console, with a secret beside it that a path could lead to. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'procura-console-'))
  const directory = join(folder, 'dist')
  await mkdir(join(directory, 'assets'), { recursive: true })
  await mkdir(join(directory, '.vite'))
  const files: Record<string, string | Buffer> = {
    'index.html': page,
    'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '.vite/manifest.json': '{}',
    'assets/main-x1.js': script,
    'assets/main-x1.js.br': brotliCompressSync(script),
    'assets/main-x1.js.gz': gzipSync(script),
    'assets/small-x2.css': 'body{}',
    '../secret.txt': secretText,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text)
  app = await openHttp({ log: pino({ level: 'silent' }), trustProxy: false, operations })
  await serveDocs(app, operations)
  await serveConsole(app, directory)
  await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Sends the path as it is written: `fetch` would put it in order first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const { port } = app.server.address() as AddressInfo
  return new Promise((done, fail) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', fail)
    request.end()
  })
}

test.each(['/', '/customers', '/customers/cus_0123?tab=orders', '/acting/act_0123/select-products', '/index.html'])(
  'a browser that goes to %s gets the page, and asks again each time',
  async (path) => {
    const got = await get(path, html)
    expect(got.status).toBe(200)
    expect(got.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(got.headers['cache-control']).toBe('no-cache')
    expect(got.headers['vary']).toContain('accept')
    expect(got.body.toString()).toBe(page)

    const again = await get(path, { ...html, 'if-none-match': String(got.headers['etag']) })
    expect(again.status).toBe(304)
    expect(again.body).toHaveLength(0)
  },
)

test('the bare address leads to the console, whatever the client asks for', async () => {
  expect((await get('/', { accept: '*/*' })).body.toString()).toBe(page)
})

test('what is named after its content is kept for a year without asking', async () => {
  const got = await get('/assets/main-x1.js')
  expect(got.status).toBe(200)
  expect(got.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(got.headers['content-type']).toBe('application/javascript; charset=utf-8')
  expect(got.body.toString()).toBe(script)
})

test('what keeps its name when it changes is asked for each time', async () => {
  const got = await get('/favicon.svg')
  expect(got.status).toBe(200)
  expect(got.headers['cache-control']).toBe('no-cache')
})

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
])('whoever takes %s gets what was compressed at the build', async (encoding, decompress) => {
  const got = await get('/assets/main-x1.js', { 'accept-encoding': encoding })
  expect(got.headers['content-encoding']).toBe(encoding)
  expect(got.headers['content-type']).toBe('application/javascript; charset=utf-8')
  expect(got.headers['vary']).toContain('accept-encoding')
  expect(decompress(got.body).toString()).toBe(script)
})

test('what is too small to compress is sent as it is', async () => {
  const got = await get('/assets/small-x2.css', { 'accept-encoding': 'br, gzip' })
  expect(got.headers['content-encoding']).toBeUndefined()
  expect(got.body.toString()).toBe('body{}')
})

test.each(['/', '/customers', '/assets/main-x1.js'])('HEAD of %s is GET without its body', async (path) => {
  const [head, whole] = [await get(path, html, 'HEAD'), await get(path, html)]
  expect(head.status).toBe(200)
  expect(head.body).toHaveLength(0)
  const { date: _now, 'x-request-id': _id, ...told } = whole.headers
  expect(head.headers).toMatchObject(told)
})

test.each(['/', '/assets/main-x1.js', '/v1/nothing'])(
  '%s tells browsers to load from here alone, to frame it nowhere, and to name it to nobody',
  async (path) => {
    const { headers } = await get(path, html)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toContain('*')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-content-type-options']).toBe('nosniff')
  },
)

test('the page of the API alone may write styles into its elements', async () => {
  const policy = String((await get('/docs', html)).headers['content-security-policy'])
  expect(policy).toContain("style-src 'self' 'unsafe-inline'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
})

test.each([
  ['/v1/nothing', html],
  ['/v1/customers/x/nothing', html],
  ['/dev/nothing', html],
  ['/docs/nothing', html],
  ['/assets/gone-x9.js', html],
  ['/livez', html],
  ['/healthz', html],
  ['/customers', { accept: 'application/json' }],
  ['/customers', { accept: '*/*' }],
  ['/robots.txt', {}],
] as [string, Record<string, string>][])(
  '%s for a client that takes %j is a problem, not the page',
  async (path, headers) => {
    const got = await get(path, headers)
    expect(got.status).toBe(404)
    expect(got.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(JSON.parse(got.body.toString())).toMatchObject({ status: 404, code: 'not_found' })
  },
)

test('an address that exists for another method says so, with the console beside it', async () => {
  const got = await get('/v1/verification-codes', html)
  expect(got.status).toBe(405)
  expect(got.headers['allow']).toContain('POST')
})

test.each(['POST', 'PUT', 'DELETE'])('%s to a page is not found', async (method) => {
  const got = await get('/customers', html, method)
  expect(got.status).toBe(404)
  expect(got.headers['content-type']).toBe('application/problem+json; charset=utf-8')
})

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/assets/%2e%2e/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/assets/..\\..\\secret.txt',
  '/assets/%5c..%5c..%5csecret.txt',
  '//secret.txt',
  '/.vite/manifest.json',
  '/assets/main-x1.js.br',
  '/assets/main-x1.js%00',
  '/assets/',
])('no path leads to what is not the console’s: %s', async (path) => {
  for (const headers of [{}, html]) {
    const got = await get(path, headers)
    const text = got.body.toString()
    expect(text).not.toContain(secretText)
    expect(['the page', 400, 404]).toContain(text === page ? 'the page' : got.status)
  }
})

test('an address of any length is answered', async () => {
  expect((await get(`/customers/${'x'.repeat(4_000)}`, html)).status).toBe(200)
  expect((await get(`/v1/${'x'.repeat(4_000)}`, html)).status).toBe(404)
  expect((await get('/customers/%zz', html)).status).toBe(400)
})
