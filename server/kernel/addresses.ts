import type { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'

export interface Address {
  readonly address: string
  readonly family: number
}

const hostsFile = '/etc/hosts'
const loopback = ['127.0.0.1', '::1']

/** The address that a host of a URL is by itself; undefined where it is a name. */
export function literalOf(hostname: string): Address | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(bare)
  return family === 0 ? undefined : { address: bare, family }
}

/**
 * Every address of a name, asked of the DNS by a resolver that has a time limit of its own. The system's look-up has
 * none, and all work of the process on files and hashes would wait behind names whose servers do not answer. What this
 * machine alone calls so, in its hosts file, counts where names may lead into private networks.
 */
export async function resolveName(
  resolver: Resolver,
  name: string,
  { privateNetworks }: { readonly privateNetworks: boolean },
): Promise<Address[]> {
  const plain = name.replace(/\.$/, '')
  // Which nobody asks of the DNS (RFC 6761, 6.3).
  if (plain === 'localhost' || plain.endsWith('.localhost')) return loopback.flatMap(addressOf)
  const own = privateNetworks ? namedIn(await readFile(hostsFile, 'utf8').catch(() => ''), plain) : []
  return own.length > 0 ? own : askDns(resolver, plain)
}

/** The addresses by which a hosts file calls a name. */
export function namedIn(hosts: string, name: string): Address[] {
  return hosts
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([, ...names]) => names.some((one) => one.toLowerCase() === name))
    .flatMap(([address = '']) => addressOf(address))
}

async function askDns(resolver: Resolver, name: string): Promise<Address[]> {
  const asked = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const found = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])).flatMap(addressOf)
  if (found.length === 0) throw new Error('the name has no address', { cause: reasonOf(asked) })
  return found
}

const reasonOf = (asked: readonly PromiseSettledResult<unknown>[]): unknown =>
  asked.find((one) => one.status === 'rejected')?.reason

function addressOf(address: string): Address[] {
  const family = isIP(address)
  return family === 0 ? [] : [{ address, family }]
}
