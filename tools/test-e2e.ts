/**
 * `npm run test:e2e`: the console in a real browser, against a server and a PostgreSQL of its own on fresh sample data.
 * Arguments go to Playwright: `npm run test:e2e -- sign-in --headed`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { databaseUrlOf, makeDataDir, type Program, removeDataDir, startProgram } from '#server/testing/program.ts'
import { provideBrowser } from './browser.ts'
import { closingLine, type Count, countOfPlaywright, none, sum } from './ci-counts.ts'
import { addCustomers } from './more-customers.ts'
import { openOutsideWorld } from './outside-world.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

if (import.meta.main) {
  const count = await testInBrowser(process.argv.slice(2))
  console.log(closingLine(count))
  process.exitCode = count.failed === 0 ? 0 : 1
}

/** Without a browser, a console or a server nothing was tested, which counts as failed. */
export async function testInBrowser(args: readonly string[]): Promise<Count> {
  // Whoever ends this early has what was started here put away as always.
  const ended = new AbortController()
  const end = () => ended.abort(new Error('ended before the tests were'))
  process.on('SIGINT', end).on('SIGTERM', end)
  const folder = mkdtempSync(join(tmpdir(), 'procura-e2e-'))
  const dataDir = await makeDataDir()
  const outside = await openOutsideWorld()
  let server: Program | undefined
  try {
    const browser = await provideBrowser()
    const consoleFolder = buildConsole()
    server = startProgram(dataDir, { PROCURA_CONSOLE: 'on', PROCURA_DNS_SERVERS: outside.dnsAddress })
    const url = await server.url()
    const databaseUrl = databaseUrlOf(dataDir)
    await addCustomers(databaseUrl)
    const environment = {
      E2E_URL: url,
      E2E_DATABASE_URL: databaseUrl,
      E2E_BROWSER: browser,
      E2E_CONSOLE: consoleFolder,
      E2E_FOLDER: folder,
      E2E_OUTSIDE: outside.url,
    }
    ended.signal.throwIfAborted()
    const count = await runPlaywright(args, environment, join(folder, 'report.json'), ended.signal)
    return sum([count, countOfServer(server)])
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { ...none, failed: 1 }
  } finally {
    await server?.kill('everything')
    await removeDataDir(dataDir)
    outside.close()
    rmSync(folder, { recursive: true, force: true })
    process.off('SIGINT', end).off('SIGTERM', end)
  }
}

/** Builds it before the server starts, whose time to start is not spent on it. The folder is the last that it says. */
function buildConsole(): string {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'build:console'], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the console cannot be built\n${stdout}`)
  return stdout.trim().split('\n').at(-1) ?? ''
}

async function runPlaywright(
  args: readonly string[],
  more: NodeJS.ProcessEnv,
  report: string,
  ended: AbortSignal,
): Promise<Count> {
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  // Whoever names some tests wants no others before them.
  const chosen = args.length === 0 ? [] : [...args, '--no-deps']
  const config = ['--config', 'console/e2e/playwright.config.ts']
  const child = spawn(process.execPath, [playwright, 'test', ...config, ...chosen], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...more, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  ended.addEventListener('abort', () => child.kill('SIGINT'))
  await once(child, 'close')
  const count = readReport(report)
  return child.exitCode === 0 ? count : { ...count, failed: Math.max(1, count.failed) }
}

function readReport(report: string): Count {
  try {
    return countOfPlaywright(JSON.parse(readFileSync(report, 'utf8')) as Parameters<typeof countOfPlaywright>[0])
  } catch {
    // Without a report Playwright did not come to its end.
    return { ...none, failed: 1 }
  }
}

/** The server logs errors alone: whatever it has logged is a fault of its own that a test ran into. */
function countOfServer(server: Program): Count {
  const faults = server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  if (faults.length === 0) return { passed: 1, failed: 0 }
  console.log(['the server logged errors:', ...faults].join('\n'))
  return { passed: 0, failed: 1 }
}
