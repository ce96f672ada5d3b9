import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Count, sum } from './ci-counts.ts'
import { groupLives, killGroup, runProgram } from './ci-program.ts'

const startLimitMs = 180_000
const stopLimitMs = 30_000
const programLimitMs = 15 * 60_000

/** Runs every acceptance program in a folder, each against a server of its own on fresh sample data. */
export async function runAcceptance(folder: string): Promise<Count> {
  const counts: Count[] = []
  for (const program of readdirSync(folder).toSorted()) {
    if (!program.endsWith('.mjs')) continue
    console.log(`\n── acceptance: ${program}`)
    counts.push(await runAgainstFreshServer(join(folder, program)))
  }
  return sum(counts)
}

async function runAgainstFreshServer(program: string): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'procura-acceptance-'))
  // PostgreSQL refuses to run as root; the user it runs as has to reach its data.
  chmodSync(folder, 0o755)
  const logFile = join(folder, 'server.log')
  const log = openSync(logFile, 'w')
  const port = await freePort()
  const server = spawn('npm', ['start'], {
    detached: true,
    stdio: ['ignore', log, log],
    env: environment(folder, port),
  })
  try {
    const started = await answers(server, `http://127.0.0.1:${port}/dev/logins`)
    if (!started) console.error(`the server did not start within ${startLimitMs / 1000} s`)
    const seen = started
      ? await runProgram(process.execPath, [program, `http://127.0.0.1:${port}`], programLimitMs)
      : { passed: 0, failed: 1 }
    const stopped = await stops(server)
    console.log(
      `${stopped ? 'ok  ' : 'FAIL'} the server and all it started end within ${stopLimitMs / 1000} s of SIGTERM`,
    )
    const count = sum([seen, stopped ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }])
    if (count.failed > 0) showEnd(logFile)
    return count
  } finally {
    killGroup(server)
    closeSync(log)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The server has its own database: one that CI happens to have in its environment is not to be filled with samples. */
function environment(folder: string, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, DATABASE_OWNER_URL: _owner, DATABASE_JOBS_URL: _jobs, ...rest } = process.env
  return { ...rest, PORT: String(port), PROCURA_DATA_DIR: join(folder, 'data') }
}

async function answers(server: ChildProcess, address: string): Promise<boolean> {
  const until = performance.now() + startLimitMs
  while (performance.now() < until && server.exitCode === null) {
    const ready = await fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return true
    await sleep(200)
  }
  return false
}

/** Only npm gets the signal, as from a process manager; all that it started must end by itself, PostgreSQL too. */
async function stops(server: ChildProcess): Promise<boolean> {
  if (server.exitCode !== null || server.signalCode !== null) return false
  const until = performance.now() + stopLimitMs
  server.kill('SIGTERM')
  while (groupLives(server) && performance.now() < until) await sleep(100)
  return server.exitCode === 0 && !groupLives(server)
}

function showEnd(logFile: string): void {
  if (!existsSync(logFile)) return
  console.log('── the end of the log of the server')
  console.log(readFileSync(logFile, 'utf8').split('\n').slice(-100).join('\n'))
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  if (address === null || typeof address === 'string') throw new Error('a port was asked for, and none was given')
  probe.close()
  await once(probe, 'close')
  return address.port
}
