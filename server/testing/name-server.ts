import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { decode, encode } from 'dns-packet'

/** A DNS server on loopback that knows the TXT records a test gives it. */
export interface NameServer {
  /** `address:port`, as a server is told where to ask. */
  readonly address: string
  /** Names whose records it tells; what is a `null` it does not answer at all, as a server that is down. */
  readonly texts: Map<string, string[] | null>
  close(): void
}

export async function openNameServer(): Promise<NameServer> {
  const texts: NameServer['texts'] = new Map()
  const socket = createSocket('udp4')
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message)
    const { name = '' } = questions[0] ?? {}
    const found = texts.get(name.toLowerCase())
    if (found === null) return
    const answers = (found ?? []).map((data) => ({ type: 'TXT' as const, name, ttl: 0, data }))
    // 3 is NXDOMAIN.
    const flags = found === undefined ? 3 : 0
    socket.send(encode({ type: 'response', id: id ?? 0, flags, questions, answers }), from.port, from.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  // It is nobody's reason to stay.
  socket.unref()
  return { address: `127.0.0.1:${socket.address().port}`, texts, close: () => socket.close() }
}
