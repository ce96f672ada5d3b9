import { Resolver } from 'node:dns/promises'
import { request as requestPlain } from 'node:http'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestTls } from 'node:https'
import { literalOf, resolveName } from './addresses.ts'
import type { Address } from './addresses.ts'
import { limitConcurrency } from './concurrency.ts'
import { isPublicAddress } from './public-address.ts'

/** What the server asks of places that somebody else has named. */
export interface Outgoing {
  /** Whether they may be in private networks, and speak plain http. */
  readonly privateNetworks: boolean
  /** One request, bounded in time and in what is read; it follows nobody elsewhere. */
  fetch(url: string, asked: OutgoingRequest): Promise<Response>
  /** The TXT records of a name, each as one text: none where there is no such name. Throws where nobody answers. */
  texts(name: string): Promise<string[]>
}

export interface OutgoingRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface OutgoingOptions {
  readonly privateNetworks: boolean
  /** `address` or `address:port`; empty: those of the system. */
  readonly dnsServers: readonly string[]
}

const timeoutMs = 5000
/** The second try waits twice as long, and both together no longer than a request. */
const dnsTimeoutMs = 1500
const dnsTries = 2
/** So many requests are under way at once: a provider that leaves everything unanswered is not waited for by all. */
const mostAtOnce = { inAll: 128, forOne: 16 }
/** What a provider says of itself, its keys or a token are some thousand bytes. */
const maxAnswerBytes = 262_144

/** Thrown where a URL says by itself that it must not be asked: no name has to be resolved to see it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/**
 * The way out to what tenants name: their identity providers, their domains. What is asked for on their behalf must not
 * reach what only this machine or its network may, so each address is looked at after it was resolved and before
 * anything is sent, and the connection goes to that very address: a name that resolves anew to another gains nothing.
 */
export function openOutgoing({ privateNetworks, dnsServers }: OutgoingOptions): Outgoing {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: dnsTries })
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  const oneOfFew = limitConcurrency(mostAtOnce)
  return {
    privateNetworks,
    async fetch(asked, { method, headers, body }) {
      const url = new URL(asked)
      const isPlain = url.protocol === 'http:'
      if (url.protocol !== 'https:' && !(isPlain && privateNetworks)) throw new AddressRefused('only https is spoken')
      const signal = AbortSignal.timeout(timeoutMs)
      const work = async (): Promise<Response> => {
        const addresses = await placesOf(url.hostname, resolver, privateNetworks)
        const options = { method, headers, signal, agent: false, lookup: answerBy(addresses) }
        signal.throwIfAborted()
        return send(url, options, textOf(body))
      }
      // Whatever is waited for, by nobody for longer.
      return oneOfFew(url.hostname, () => Promise.race([work(), endOf(signal)]))
    },
    async texts(name) {
      try {
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
      } catch (error) {
        if (['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
        throw error
      }
    },
  }
}

/** The addresses of a host, of which none is where nobody may go. */
async function placesOf(hostname: string, resolver: Resolver, privateNetworks: boolean): Promise<Address[]> {
  const literal = literalOf(hostname)
  if (literal && !privateNetworks && !isPublicAddress(literal.address))
    throw new AddressRefused('the address is not one of the public internet')
  const addresses = literal ? [literal] : await resolveName(resolver, hostname, { privateNetworks })
  // Told in no other way than that nobody is there: which names a private network knows is its own business.
  if (!privateNetworks && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new Error('the name leads out of the public internet')
  return addresses
}

/** What was looked at is what is connected to. */
const answerBy =
  (addresses: readonly Address[]): NonNullable<RequestOptions['lookup']> =>
  (_, { all }, answer) => {
    const [first] = addresses
    if (all) answer(null, [...addresses])
    else answer(null, first?.address ?? '', first?.family)
  }

function endOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  return promise
}

const textOf = (body: unknown) =>
  typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined

async function send(url: URL, options: RequestOptions, body: string | undefined): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = (url.protocol === 'https:' ? requestTls : requestPlain)(url, options, resolve)
  request.on('error', reject)
  request.on('upgrade', (_, socket) => {
    socket.destroy()
    reject(new Error('the answer is none of HTTP'))
  })
  // After an answer this changes nothing.
  request.on('close', () => reject(new Error('the connection was closed without an answer')))
  request.end(body)
  const answer = await promise
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    // Leaving the loop closes the connection.
    if (bytes > maxAnswerBytes) throw new Error('the answer is too long')
    parts.push(part)
  }
  const contentType = answer.headers['content-type']
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  const status = answer.statusCode ?? 502
  // The body of these is none, and the type of an answer insists on it.
  const isEmpty = status < 200 || [204, 205, 304].includes(status)
  return new Response(isEmpty ? null : Buffer.concat(parts), { status: Math.max(status, 200), headers })
}
