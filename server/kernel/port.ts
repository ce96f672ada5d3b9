import { createServer } from 'node:net'

/** Says clearly that a port is taken, before anything else is started. Port 0 is always free. */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
  if (port === 0) return
  await new Promise<void>((done, fail) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.code ?? error.message})`
      fail(new Error(`port ${port} on ${host} ${why}; set PORT to a free one`))
    })
    probe.listen(port, host, () => probe.close(() => done()))
  })
}
