import { lookup, Resolver } from 'node:dns/promises'
import { request as requestPlain } from 'node:http'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP } from 'node:net'
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
const dnsTimeoutMs = 2000
const dnsTries = 2
/** What a provider says of itself, its keys or a token are some thousand bytes. */
const maxAnswerBytes = 262_144

/** Thrown where a place must not be asked, whoever named it. */
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
  return {
    privateNetworks,
    async fetch(asked, { method, headers, body }) {
      const url = new URL(asked)
      const isPlain = url.protocol === 'http:'
      if (url.protocol !== 'https:' && !(isPlain && privateNetworks)) throw new AddressRefused('only https is spoken')
      const signal = AbortSignal.timeout(timeoutMs)
      const addresses = await addressesOf(url.hostname, signal)
      if (!privateNetworks && !addresses.every(({ address }) => isPublicAddress(address)))
        throw new AddressRefused('the address is not one of the public internet')
      const options: RequestOptions = {
        method,
        headers,
        signal,
        agent: false,
        // What was looked at is what is connected to.
        lookup: (_, { all }, answer) => {
          const [first] = addresses
          if (all) answer(null, addresses)
          else answer(null, first?.address ?? '', first?.family)
        },
      }
      return send(url, options, textOf(body))
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

interface Address {
  readonly address: string
  readonly family: number
}

/** Every address of a host. The system's own look-up knows no end of its own, so that nobody waits for it longer. */
async function addressesOf(hostname: string, signal: AbortSignal): Promise<Address[]> {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(bare)
  if (family !== 0) return [{ address: bare, family }]
  const late = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => late.reject(new Error('the name was not resolved in time')), { once: true })
  return Promise.race([lookup(bare, { all: true }), late.promise])
}

const textOf = (body: unknown) =>
  typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined

async function send(url: URL, options: RequestOptions, body: string | undefined): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = (url.protocol === 'https:' ? requestTls : requestPlain)(url, options, resolve)
  request.on('error', reject)
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
