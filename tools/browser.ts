import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

/** As distributions name it, the plain one first. */
const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Of Debian and Ubuntu: a browser, and letters for the Chinese console. */
const browserPackages = ['chromium']
const fontPackages = ['fontconfig', 'fonts-noto-cjk']

const executable = 0o755

/**
 * Finds a Chromium that starts, and letters for Chinese. What is missing is installed where that is possible.
 * @returns the path of the program
 * @throws Error with the command to run, where it is not
 */
export async function provideBrowser(): Promise<string> {
  const found = await findBrowser()
  const missing = [...(found === undefined ? browserPackages : []), ...(speaksChinese() ? [] : fontPackages)]
  if (missing.length > 0) install(missing)
  const browser = found ?? (await findBrowser())
  if (browser !== undefined && speaksChinese()) return browser
  throw new Error(
    `The tests in the browser need ${missing.join(' and ')}. Run: sudo apt-get install -y ${missing.join(' ')}`,
  )
}

/**
 * E2E_BROWSER names one. Else it is the one that npm brings, the same on every machine and without what only a screen
 * needs: the tests took 2.5 times as long in Debian's. Where it does not start, it is the system's.
 */
async function findBrowser(): Promise<string | undefined> {
  const named = process.env['E2E_BROWSER']
  if (named !== undefined) return starts(named) ? named : undefined
  return (await carriedBrowser()) ?? systemBrowser()
}

/** A name alone says little: on Ubuntu it may be a stub that wants to fetch something first. */
function systemBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const programs = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)))
  return programs.find((program) => existsSync(program) && starts(program))
}

function starts(program: string): boolean {
  const { status, stdout } = spawnSync(program, ['--no-sandbox', '--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 && /Chrom/.test(stdout)
}

/** The browser that npm brought lies there compressed; it is unpacked once, beside the packages. */
async function carriedBrowser(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url))
  const program = join(cache, `chromium-${version}`)
  if (!existsSync(program)) {
    mkdirSync(cache, { recursive: true })
    await unpack(join(folder, 'bin/chromium.br'), program)
  }
  return starts(program) ? program : undefined
}

/** Under another name until it is whole: a process that is killed leaves nothing that looks finished. */
async function unpack(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomUUID()}`
  try {
    await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(draft, { mode: executable }))
    renameSync(draft, to)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Where fonts are the system's own business, as on macOS, it has them. */
function speaksChinese(): boolean {
  if (process.platform !== 'linux') return true
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return status === 0 && stdout.trim() !== ''
}

/** Only root may, and only where there is apt; whether it helped is for the caller to see. */
function install(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: 'inherit', env } as const
  process.stdout.write(`Installing ${packages.join(' ')} …\n`)
  if (spawnSync('apt-get', ['-qq', 'update'], options).status !== 0) return
  spawnSync('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...packages], options)
}
