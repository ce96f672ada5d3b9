/**
 * `npm run test:mutants`: takes every check of authority away, one at a time, in a copy of the source, and prints which
 * test saw it. Arguments choose mutants whose name or file holds one of them. A mutant that nobody sees fails the run.
 */
import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { mutants } from './authority-mutants/list.ts'
import type { Mutant } from './authority-mutants/mutant.ts'
import { closingLine } from './ci-counts.ts'

interface Report {
  testResults: { message: string; assertionResults: { status: string; fullName: string }[] }[]
}

/** What the tests made of one version of the source. */
interface Outcome {
  readonly passed: number
  readonly failed: readonly string[]
  readonly said: string
}

const atOnce = 2
const limitMs = 300_000
/** All the tests together, once. */
const soundLimitMs = 1_800_000
const root = fileURLToPath(new URL('../', import.meta.url))
const leftOut = ['node_modules', '.git', 'dist', 'e2e', 'images']

const named = process.argv.slice(2)
const chosen = mutants.filter(
  ({ says, file }) => named.length === 0 || named.some((part) => says.includes(part) || file.includes(part)),
)
// Cloning a database makes some 500 files, which memory takes in 20 ms.
const memory = '/dev/shm'
const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'procura-mutants-'))
// PostgreSQL may run as another user, who must be able to pass through.
chmodSync(folder, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), fsync: false })
try {
  process.exitCode = await prove()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true })
}

async function prove(): Promise<number> {
  const sources = Array.from({ length: atOnce }, (_, place) => copySource(`source${place}`))
  const sound = await runTests(sources[0] ?? root, [...new Set(chosen.map(({ killer }) => killer))], {
    limit: soundLimitMs,
  })
  if (sound.failed.length > 0 || sound.passed === 0) {
    console.log(`The tests fail without any mutant.\n${sound.failed.join('\n')}\n${sound.said}`)
    return 1
  }
  const waiting = [...chosen]
  const survivors: Mutant[] = []
  await Promise.all(
    sources.map(async (source) => {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift())
        if (!(await isKilled(source, mutant))) survivors.push(mutant)
    }),
  )
  console.log(closingLine({ passed: chosen.length - survivors.length, failed: survivors.length }))
  return survivors.length === 0 && chosen.length > 0 ? 0 : 1
}

function copySource(name: string): string {
  const source = join(folder, name)
  cpSync(root, source, { recursive: true, filter: (path) => !leftOut.includes(basename(path)) })
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
  return source
}

async function isKilled(source: string, { says, file, from, to, killer, only }: Mutant): Promise<boolean> {
  const path = join(source, file)
  const sound = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    sound.replace(from, () => to),
  )
  const { failed, said } = await runTests(source, [killer], { only, limit: limitMs })
  writeFileSync(path, sound)
  const [first] = failed
  console.log(first === undefined ? `ALIVE  ${file}: ${says}\n${said}` : `killed ${file}: ${says}\n       by ${first}`)
  return first !== undefined
}

/** Only a test that failed counts as having seen something: a source that does not even load proves nothing. */
async function runTests(
  source: string,
  files: readonly string[],
  { only, limit }: { readonly only?: string | undefined; readonly limit: number },
): Promise<Outcome> {
  const report = join(source, 'report.json')
  rmSync(report, { force: true })
  const args = ['run', ...files, '--reporter=json', `--outputFile.json=${report}`, ...(only ? ['-t', only] : [])]
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: source,
    env: { ...process.env, TEST_DATABASE_URL: postgres.url },
    timeout: limit,
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part.toString()))
  await new Promise((done) => child.on('close', done))
  const results = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults : []
  const tests = results.flatMap(({ assertionResults }) => assertionResults)
  const messages = results.map(({ message }) => message).filter((message) => message !== '')
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    said: [...messages, ...said].join('\n').slice(0, 2000),
  }
}
