// The program: config, database, app, listen, and a clean way out.
import { startServer } from './start.ts'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Procura needs Node 24; this is ${process.version}. Start it by \`npm start\`, which brings its own.\n`,
  )
  process.exit(1)
}

try {
  const server = await startServer(process.env)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`Procura does not start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
