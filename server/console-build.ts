import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const builder = 'tools/build-console.ts'

/** Everything that can end up in the console's files. Tests cannot, nor what was built before. */
const folders = ['console', 'contract', 'sdk']
const singles = [builder, 'package-lock.json']
const noSource = /^console\/(dist|e2e)$|\.test\.tsx?$/

const maxShownBytes = 4_000

export interface ConsoleBuild {
  /** Where the files lie, once they are there. */
  readonly directory: Promise<string>
  /** Ends a build that is under way. */
  stop(): Promise<void>
}

/** What the sources say, by their content: a fresh checkout touches every file and changes none. */
export async function fingerprintOf(project: string): Promise<string> {
  const found = await Promise.all(folders.map((folder) => filesIn(project, folder)))
  const files = [...found.flat(), ...singles]
  const texts = await Promise.all(files.map((file) => readFile(join(project, file))))
  const hash = createHash('sha256')
  for (const [index, text] of texts.entries()) hash.update(`${files[index]}\0${text.length}\0`).update(text)
  return hash.digest('hex').slice(0, 16)
}

/** Where the console that these sources make is, or will be: builds for different sources stand side by side. */
export async function consoleDirectory(project = root): Promise<string> {
  return join(project, 'console/dist', await fingerprintOf(project))
}

/**
 * Finds the console as its sources are now, and builds it when it is not there: in another process, since building
 * takes several times the memory that serving does.
 * @param say is told that there is something to wait for
 */
export function openConsoleBuild(say: (line: string) => void): ConsoleBuild {
  let child: ChildProcess | undefined
  let stopped = false
  const find = async () => {
    const directory = await consoleDirectory()
    if (existsSync(directory) || stopped) return directory
    say('Building the console, once after each change …')
    child = spawn(process.execPath, [join(root, builder)], { stdio: ['ignore', 'pipe', 'pipe'] })
    return builtBy(child)
  }
  const directory = find()
  return {
    directory,
    async stop() {
      stopped = true
      child?.kill()
      await directory.catch(() => undefined)
    },
  }
}

/** The builder says last where the console lies: the sources may have changed again before it read them. */
async function builtBy(child: ChildProcess): Promise<string> {
  let said = ''
  const read = (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-maxShownBytes))
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  await once(child, 'close')
  if (child.exitCode === 0) return said.trimEnd().split('\n').at(-1) ?? ''
  throw new Error(
    `the console cannot be built; PROCURA_CONSOLE=off starts the API without it. The build said:\n${said.trim()}`,
  )
}

async function filesIn(project: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(project, folder), { withFileTypes: true })
  const found = entries
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(async (entry) => {
      const path = `${folder}/${entry.name}`
      if (noSource.test(path)) return []
      return entry.isDirectory() ? filesIn(project, path) : [path]
    })
  return (await Promise.all(found)).flat()
}
