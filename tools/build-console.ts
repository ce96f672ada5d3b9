// Builds the console for the sources as they are, unless that is done already, and says where it lies: `npm run build`,
// and a start that finds it out of date.
import { readdirSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { consoleBuild } from '#server/builds.ts'
import { finishBuild } from './finished-build.ts'

const configFile = fileURLToPath(new URL('../console/vite.config.ts', import.meta.url))

const compressible = /\.(js|css|html|svg|json)$/
/** A compressed file that is hardly smaller only takes room. */
const minCompressibleBytes = 1_024
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

// Whatever the caller runs as, people get React as it is meant for them.
process.env['NODE_ENV'] = 'production'
const directory = await finishBuild(consoleBuild, async (draft) => {
  await build({ configFile, logLevel: 'warn', build: { outDir: draft, emptyOutDir: true } })
  await Promise.all(filesIn(draft).filter(isWorthCompressing).map(compress))
})
console.log(directory)

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
