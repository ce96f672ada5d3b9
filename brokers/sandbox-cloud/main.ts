import { fstatSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { buildBroker } from './app.ts'
import { readConfig, type Config } from './config.ts'
import { openState } from './state.ts'

const closeTimeoutMs = 10_000

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(`sandbox-cloud: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function start(config: Config): Promise<void> {
  const state = await openState(config.dataDir)
  const app = buildBroker({ ...config, state })
  await listen(app, config)
  const stop = stopOnce(app)
  process.on('SIGTERM', stop)
  if (config.exitWithParent && isPipe(process.stdin.fd)) {
    // The pipe closes when the parent dies, even by a signal it cannot catch. Ctrl+C in a terminal reaches this process
    // too, while the parent may still have work to finish with it.
    process.stdin.on('close', stop).on('error', stop).resume()
    process.on('SIGINT', () => undefined)
  } else process.on('SIGINT', stop)
  const { port } = app.server.address() as AddressInfo
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: `http://${host}:${port}` })}\n`)
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      const advice = 'Set PORT to a free port, or to 0 for any.'
      throw new Error(`Port ${port} on ${host} is already in use. ${advice}`, { cause: error })
    }
    throw error
  }
}

/** Closes the broker once: requests under way are answered, and the journal is on disk. */
function stopOnce(app: FastifyInstance): () => void {
  let isStopping = false
  return () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), closeTimeoutMs).unref()
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
}

function isPipe(descriptor: number): boolean {
  const status = fstatSync(descriptor)
  // Node gives its children sockets where a shell gives them pipes.
  return status.isFIFO() || status.isSocket()
}
