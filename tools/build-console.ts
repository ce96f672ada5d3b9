// Builds the console for the sources as they are, unless that is done already, and says where it lies: `npm run build`,
// and a start that finds it out of date.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { consoleDirectory } from '#server/console-build.ts'

const configFile = fileURLToPath(new URL('../console/vite.config.ts', import.meta.url))

/** A server that still runs serves the build that it began with. */
const keptBuilds = 3
/** A draft this old was left behind by a build that was killed. */
const maxDraftAgeMs = 3_600_000

const compressible = /\.(js|css|html|svg|json)$/
/** A compressed file that is hardly smaller only takes room. */
const minCompressibleBytes = 1_024
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

// Whatever the caller runs as, people get React as it is meant for them.
process.env['NODE_ENV'] = 'production'
const directory = await consoleDirectory()
if (!existsSync(directory)) await buildConsole(directory)
console.log(directory)

/** Everything is made beside its place and moved there whole: who finds the directory finds all of it. */
async function buildConsole(finished: string): Promise<void> {
  const draft = `${finished}.${randomUUID()}`
  try {
    await build({ configFile, logLevel: 'warn', build: { outDir: draft, emptyOutDir: true } })
    await Promise.all(filesIn(draft).filter(isWorthCompressing).map(compress))
    moveIntoPlace(draft, finished)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  removeOldBuilds(finished)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function isWorthCompressing(file: string): boolean {
  return compressible.test(file) && statSync(file).size >= minCompressibleBytes
}

async function compress(file: string): Promise<void> {
  const text = await readFile(file)
  await writeFile(`${file}.br`, await toBrotli(text, brotliOptions))
  await writeFile(`${file}.gz`, await toGzip(text, { level: 9 }))
}

/** Of processes that build the same sources at once one comes first, and its build is as good as ours. */
function moveIntoPlace(draft: string, finished: string): void {
  try {
    renameSync(draft, finished)
  } catch (error) {
    if (!existsSync(finished)) throw error
  }
}

function removeOldBuilds(current: string): void {
  const folder = dirname(current)
  const others = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{16}(\.|$)/.test(name) && name !== basename(current))
    .map((name) => ({ path: join(folder, name), isDraft: name.includes('.'), madeAt: madeAt(join(folder, name)) }))
    .toSorted((one, other) => other.madeAt - one.madeAt)
  const drafts = others.filter(({ isDraft, madeAt: at }) => isDraft && Date.now() - at > maxDraftAgeMs)
  const builds = others.filter(({ isDraft }) => !isDraft).slice(keptBuilds - 1)
  for (const { path } of [...drafts, ...builds]) rmSync(path, { recursive: true, force: true })
}

/** Zero when another process has just removed it. */
function madeAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
