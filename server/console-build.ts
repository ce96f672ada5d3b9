import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const builder = 'tools/build-console.ts'

/** Everything that can end up in the console's files. Tests cannot, nor what was built before. */
const sources = ['console', 'contract', 'sdk', builder, 'package-lock.json']
const noSource = /^console\/(dist|e2e)$|\.test\.tsx?$/

const maxShownBytes = 4_000

export interface ConsoleBuild {
  /** Where the files lie, once they are there. */
  readonly directory: Promise<string>
  /** Ends a build that is under way. */
  stop(): Promise<void>
}

/** What the sources say, by their content: a fresh checkout touches every file and changes none. */
export function fingerprintOf(project: string): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(project, source)))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(project, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

/** Where the console that these sources make is, or will be: builds for different sources stand side by side. */
export function consoleDirectory(project = root): string {
  return join(project, 'console/dist', fingerprintOf(project))
}

/**
 * Finds the console as its sources are now, and builds it when it is not there: in another process, since building
 * takes several times the memory that serving does.
 * @param say is told that there is something to wait for
 */
export function openConsoleBuild(say: (line: string) => void): ConsoleBuild {
  const directory = consoleDirectory()
  if (existsSync(directory)) return { directory: Promise.resolve(directory), stop: () => Promise.resolve() }
  say('Building the console, once after each change …')
  const child = spawn(process.execPath, [join(root, builder)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const read = (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-maxShownBytes))
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<number | null>((done) => {
    child.once('error', (error) => {
      said += String(error)
      done(null)
    })
    child.once('close', done)
  })
  const built = ended.then((code) => {
    if (code === 0) return directory
    throw new Error(
      `the console cannot be built; PROCURA_CONSOLE=off starts the API without it. The build said:\n${said.trim()}`,
    )
  })
  return {
    directory: built,
    async stop() {
      child.kill()
      await ended
    },
  }
}

function filesOf(project: string, path: string): string[] {
  if (noSource.test(path)) return []
  if (/\.\w+$/.test(path)) return [path]
  const entries = readdirSync(join(project, path), { withFileTypes: true })
  return entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`
      if (entry.isDirectory()) return filesOf(project, inner)
      return noSource.test(inner) ? [] : [inner]
    })
}
