import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { clientId, clientSecret } from '#server/testing/forging-provider.ts'
import { openNameServer } from '#server/testing/name-server.ts'
import { openRealProvider, type RealProvider } from '#server/testing/real-provider.ts'

/** What a server under test finds outside: a DNS and identity providers, which tests furnish by HTTP. */
export interface OutsideWorld {
  readonly url: string
  /** Where the DNS is, as a server is told where to ask. */
  readonly dnsAddress: string
  close(): void
}

type Asked = Readonly<Record<string, string>>

/**
 * `POST /texts` puts a TXT record into the DNS (`name`, `text`); `POST /providers` opens a provider that sends people
 * back to `redirectUri`, and tells what an administrator is given there.
 */
export async function openOutsideWorld(): Promise<OutsideWorld> {
  const names = await openNameServer()
  const providers: RealProvider[] = []
  const answers: Readonly<Record<string, (asked: Asked) => Promise<object>>> = {
    '/texts': async ({ name = '', text = '' }) => {
      names.texts.set(name, [text])
      return {}
    },
    '/providers': async ({ redirectUri = '' }) => {
      const provider = await openRealProvider(redirectUri)
      providers.push(provider)
      return { issuer: provider.issuer, clientId, clientSecret }
    },
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const told = await answers[request.url ?? '']?.((await json(request)) as Asked)
    response.writeHead(told ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(told ?? {}))
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dnsAddress: names.address,
    close() {
      server.closeAllConnections()
      server.close()
      names.close()
      for (const provider of providers) provider.close()
    },
  }
}
