import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIP } from 'node:net'
import { decode, encode } from 'dns-packet'

/** A DNS server on loopback that knows the records a test gives it. */
export interface NameServer {
  /** `address:port`, as a server is told where to ask. */
  readonly address: string
  /** Names whose records it tells; what is a `null` it does not answer at all, as a server that is down. */
  readonly texts: Map<string, string[] | null>
  /** The addresses of names, of IPv4 and IPv6, likewise. */
  readonly addresses: Map<string, string[] | null>
  /** What was asked, as `A example.test`, in order. */
  readonly asked: string[]
  close(): void
}

export async function openNameServer(): Promise<NameServer> {
  const texts: NameServer['texts'] = new Map()
  const addresses: NameServer['addresses'] = new Map()
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message)
    const { name = '', type } = questions[0] ?? {}
    asked.push(`${type} ${name}`)
    const found = type === 'TXT' ? texts.get(name.toLowerCase()) : addresses.get(name.toLowerCase())
    if (found === null) return
    const answers = answersTo(type, name, found ?? [])
    // 3 is NXDOMAIN.
    const flags = found === undefined ? 3 : 0
    socket.send(encode({ type: 'response', id: id ?? 0, flags, questions, answers }), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  // It is nobody's reason to stay.
  socket.unref()
  return { address: `127.0.0.1:${socket.address().port}`, texts, addresses, asked, close: () => socket.close() }
}

function answersTo(type: string | undefined, name: string, found: readonly string[]) {
  if (type === 'TXT') return found.map((data) => ({ type: 'TXT' as const, name, ttl: 0, data }))
  if (type !== 'A' && type !== 'AAAA') return []
  const family = type === 'A' ? 4 : 6
  return found.filter((data) => isIP(data) === family).map((data) => ({ type, name, ttl: 0, data }) as const)
}
