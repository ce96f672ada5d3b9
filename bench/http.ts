import net from 'node:net'

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

/** One keep-alive HTTP/1.1 connection with one request under way: as little work for the load as can be. */
export class Connection {
  readonly #host: string
  readonly #port: number
  #socket: net.Socket | undefined
  #received = ''
  #done: ((answer: HttpAnswer) => void) | undefined
  #fail: ((error: Error) => void) | undefined

  constructor(url: string) {
    const { hostname, port } = new URL(url)
    this.#host = hostname
    this.#port = Number(port)
  }

  async request(method: string, path: string, headers: Record<string, string>, body = ''): Promise<HttpAnswer> {
    const socket = (this.#socket ??= await this.#connect())
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return new Promise((done, fail) => {
      this.#done = done
      this.#fail = fail
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}:${this.#port}\r\n${lines.join('')}` +
          `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  #connect(): Promise<net.Socket> {
    return new Promise((done, fail) => {
      const socket = net.connect({ host: this.#host, port: this.#port, noDelay: true }, () => done(socket))
      socket.setEncoding('latin1')
      socket.on('error', fail)
      socket.on('close', () => {
        this.#socket = undefined
        this.#fail?.(new Error('the connection was closed'))
      })
      socket.on('data', (text: string) => this.#receive(text))
    })
  }

  #receive(text: string): void {
    this.#received += text
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.#received.slice(0, end))?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    const status = Number(this.#received.slice(9, 12))
    const body = this.#received.slice(end + 4, end + 4 + length)
    this.#received = ''
    this.#done?.({ status, body })
  }
}
