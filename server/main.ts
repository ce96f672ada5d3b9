// The program: finds the server that its sources make, or has it built, starts it, and sees to a clean way out.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { openBuild, serverBuild } from './builds.ts'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Procura needs Node 24; this is ${process.version}. Start it by \`npm start\`, which brings its own.\n`,
  )
  process.exit(1)
}

// What was compiled once is kept for the next start.
enableCompileCache()
// A signal that comes while it starts lets it start first: only then is it known what there is to stop.
const starting = openBuild(serverBuild, (line) => void process.stdout.write(`${line}\n`))
  .directory.then((directory) => import(join(directory, 'start.js')) as Promise<typeof import('./start.ts')>)
  .then(({ startServer }) => startServer(process.env))
let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  starting
    .then((server) => server.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    )
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

try {
  await starting
} catch (error) {
  fail(`Procura does not start: ${error instanceof Error ? error.message : String(error)}`)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
