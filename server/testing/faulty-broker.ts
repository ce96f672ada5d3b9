import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * What goes wrong with one request. `refused`: a 500 that did nothing. `garbled`, `cut` and `lost`: the broker acted,
 * and its answer is no JSON, breaks off in the middle, or never comes. `hidden`: it acted, and a 502 covers it up.
 * `silent`: nothing is done and nothing is said until the caller gives up.
 */
export type Fault = 'none' | 'refused' | 'garbled' | 'cut' | 'lost' | 'hidden' | 'silent'

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly fault: Fault
}

/** A proxy before a broker that does to its answers what networks and tired programs do. */
export interface FaultyBroker {
  readonly url: string
  readonly seen: SeenRequest[]
  /** Chooses the fault of each request; `none` for all until it is set. */
  choose(fault: (method: string, path: string) => Fault): void
  /** Refuses connections, and takes them again on the same port. */
  goDown(): Promise<void>
  comeUp(): Promise<void>
  stop(): Promise<void>
}

/** Opens the proxy on a port of its own. `target` is where the real broker listens. */
export async function openFaultyBroker(target: string): Promise<FaultyBroker> {
  const seen: SeenRequest[] = []
  let chosen: (method: string, path: string) => Fault = () => 'none'
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/', headers } = request
    const fault = chosen(method, path)
    seen.push({ method, path, headers, fault })
    serve(target, fault, request, response).catch(() => response.destroy())
  })
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const close = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    choose: (fault) => void (chosen = fault),
    goDown: close,
    comeUp: () => listen(port),
    stop: close,
  }
}

async function serve(target: string, fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  if (fault === 'silent') return
  if (fault === 'refused') return void response.writeHead(500).end('{"description":"Something broke"}')
  const { method = 'GET', url = '/' } = request
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  })
  const body = Buffer.from(await answer.arrayBuffer())
  const { status } = answer
  if (fault === 'lost') return void response.destroy()
  if (fault === 'hidden') return void response.writeHead(502).end('<html>Bad gateway</html>')
  if (fault === 'garbled') return void response.writeHead(status).end('{"operation": ')
  const retryAfter = answer.headers.get('retry-after')
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Math.max(2, body.length),
    ...(retryAfter ? { 'retry-after': retryAfter } : {}),
  })
  if (fault !== 'cut') return void response.end(body)
  response.write(body.subarray(0, 1))
  setTimeout(() => response.destroy(), 20)
}
