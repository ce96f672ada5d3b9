// The program: finds the server that its sources make, or has it built, starts it, and sees to a clean way out.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openBuild, serverBuild } from './builds.ts'
import type { OpenedBuild } from './builds.ts'
import type { RunningServer } from './start.ts'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Procura needs Node 24; this is ${process.version}. Start it by \`npm start\`, which brings its own.\n`,
  )
  process.exit(1)
}

let building: OpenedBuild | undefined
let stopping = false

// A signal that comes while it starts lets it start first: only then is it known what there is to stop.
const starting = start()
const stop = () => {
  if (stopping) return
  stopping = true
  void building?.stop()
  starting
    .then((server) => server.stop())
    .then(
      () => end(),
      (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    )
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

try {
  await starting
} catch (error) {
  // Ctrl+C in a terminal ends builds too, and then the start: what it had begun is undone, as was asked.
  if (stopping) end()
  fail(`Procura does not start: ${error instanceof Error ? error.message : String(error)}`)
}

async function start(): Promise<RunningServer> {
  building = openBuild(serverBuild, (line) => void process.stdout.write(`${line}\n`))
  const directory = await building.directory
  building = undefined
  // What was compiled once is kept for the next start, as long as the build that it belongs to.
  enableCompileCache(join(directory, 'compiled'))
  const url = pathToFileURL(join(directory, 'start.js')).href
  const { startServer } = (await import(url)) as typeof import('./start.ts')
  return startServer(process.env)
}

function end(): never {
  process.stdout.write('Procura has stopped.\n')
  process.exit(0)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
