import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#kernel/project.ts'

/** Something that is made from sources before it runs, and made anew when they change. */
export interface Buildable {
  readonly name: string
  /** What is said when it cannot be made. */
  readonly failure: string
  /** Makes it, and says last where it lies. */
  readonly builder: string
  /** Where it lies, below a folder for each state of its sources. */
  readonly output: string
  /** Everything that can end up in it. */
  readonly folders: readonly string[]
  /** What of the folders cannot: tests, what is read while it runs, and what was built before. */
  readonly noSource: RegExp
}

export const consoleBuild: Buildable = {
  name: 'console',
  failure: 'the console cannot be built; PROCURA_CONSOLE=off starts the API without it',
  builder: 'tools/build-console.ts',
  output: 'console/dist',
  folders: ['console', 'contract', 'sdk'],
  noSource: /^console\/(dist|e2e)$|\.test\.tsx?$/,
}

export const serverBuild: Buildable = {
  name: 'server',
  failure: 'the server cannot be built from its sources',
  builder: 'tools/build-server.ts',
  output: 'server/dist',
  folders: ['server', 'contract'],
  noSource: /^server\/(dist|migrations|testing)$|\.test\.ts$/,
}

/** How imports are resolved, which packages are wanted, and which are installed: npm's own note of that. */
const settings = ['package.json', 'tsconfig.json', 'package-lock.json']
const installed = 'node_modules/.package-lock.json'
const maxShownBytes = 4_000

/** A build that is there, or under way. */
export interface OpenedBuild {
  /** Where the files lie, once they are there. */
  readonly directory: Promise<string>
  /** Ends a build that is under way. */
  stop(): Promise<void>
}

/** What the sources say, by their content: a fresh checkout touches every file and changes none. */
export function fingerprintOf(build: Buildable, project: string): string {
  const sources = build.folders.flatMap((folder) => filesIn(build, project, folder))
  const files = [...sources, build.builder, ...settings]
  if (existsSync(join(project, installed))) files.push(installed)
  const hash = createHash('sha256')
  for (const file of files) {
    const text = readFileSync(join(project, file))
    hash.update(`${file}\0${text.length}\0`).update(text)
  }
  return hash.digest('hex').slice(0, 16)
}

/** Where what these sources make is, or will be: builds for different sources stand side by side. */
export function directoryOf(build: Buildable, project = projectFolder): string {
  return join(project, build.output, fingerprintOf(build, project))
}

/**
 * Finds what its sources make as they are now, and builds it when it is not there: in another process, since building
 * takes several times the memory that running does.
 * @param say is told that there is something to wait for
 */
export function openBuild(build: Buildable, say: (line: string) => void): OpenedBuild {
  const found = directoryOf(build)
  if (existsSync(found)) return { directory: Promise.resolve(found), stop: () => Promise.resolve() }
  say(`Building the ${build.name}, once after each change …`)
  const child = spawn(process.execPath, [join(projectFolder, build.builder)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const directory = builtBy(build, child)
  return {
    directory,
    async stop() {
      child.kill()
      await directory.catch(() => undefined)
    },
  }
}

/** The builder says last where its work lies: the sources may have changed again before it read them. */
async function builtBy(build: Buildable, child: ChildProcess): Promise<string> {
  let said = ''
  const read = (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-maxShownBytes))
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  await once(child, 'close')
  if (child.exitCode === 0) return said.trimEnd().split('\n').at(-1) ?? ''
  const end = child.signalCode ? ` and was ended by ${child.signalCode}` : ''
  throw new Error(`${build.failure}; \`npm run build\` can do so beforehand. The build said${end}:\n${said.trim()}`)
}

function filesIn(build: Buildable, project: string, folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      // Editors leave files of their own beside the sources.
      if (entry.name.startsWith('.') || build.noSource.test(path)) return []
      return entry.isDirectory() ? filesIn(build, project, path) : [path]
    })
}
