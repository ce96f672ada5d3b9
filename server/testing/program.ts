import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandOfProcess } from '#kernel/process-lock.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const startTimeoutMs = 60_000

/** Procura as a process of its own, as somebody would start it. */
export interface Program {
  readonly dataDir: string
  /** Everything it has printed so far, errors too. */
  output(): string
  /** Where it answers; fails when it ends before it does. */
  url(): Promise<string>
  signal(name: NodeJS.Signals): void
  /** What Ctrl+C in a terminal does: whatever it has started in its own group hears it too. */
  interrupt(): void
  /** Its exit code when it has ended, or the signal that ended it. */
  ended(): Promise<number | string>
  /** Ends it without warning, with its cloud; `everything` takes its PostgreSQL too, as a machine that fails does. */
  kill(what: 'server' | 'everything'): Promise<void>
  /** What it started and what still runs, by command line. */
  leftovers(): string[]
}

/** An empty data directory that PostgreSQL may pass through when it runs as another user. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'procura-program-'))
  await chmod(dataDir, 0o755)
  return dataDir
}

/** Ends whatever still runs on a data directory, and removes it. */
export async function removeDataDir(dataDir: string): Promise<void> {
  await killPostgres(dataDir)
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/**
 * Starts the server with nothing of this process's environment but its path, and what is given. It serves the API alone
 * unless the console is asked for, which may have to be built first.
 */
export function startProgram(dataDir: string, more: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [main], {
    // A group of its own, so that it can be killed together with its cloud.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnvironment(dataDir), ...more },
  })
  let printed = ''
  const read = (chunk: Buffer) => void (printed += chunk.toString())
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const ended = closed.then(([code, signal]) => code ?? signal ?? 0)
  return {
    dataDir,
    output: () => printed,
    url: () => firstUrl(child, () => printed),
    signal: (name) => void child.kill(name),
    interrupt: () => void signalGroup(child.pid, 'SIGINT'),
    ended: () => ended,
    async kill(what) {
      signalGroup(child.pid, 'SIGKILL')
      if (what === 'everything') await killPostgres(dataDir)
      await ended
    },
    leftovers: () => [...(groupLives(child.pid) ? ['the server or its cloud'] : []), ...postgresOf(dataDir)],
  }
}

function ownEnvironment(dataDir: string): Record<string, string | undefined> {
  const path = process.env['PATH']
  return { PATH: path, PORT: '0', LOG_LEVEL: 'error', PROCURA_CONSOLE: 'off', PROCURA_DATA_DIR: dataDir }
}

async function firstUrl(child: ChildProcess, output: () => string): Promise<string> {
  const end = performance.now() + startTimeoutMs
  for (;;) {
    const url = /Procura is at (\S+)/.exec(output())?.[1]
    if (url !== undefined) return url
    if (child.exitCode !== null || child.signalCode !== null || performance.now() > end)
      throw new Error(`Procura did not start:\n${output()}`)
    await new Promise((done) => setTimeout(done, 10))
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false
  try {
    process.kill(-pid, signal)
    return true
  } catch {
    return false
  }
}

const groupLives = (pid: number | undefined) => signalGroup(pid, 0)

/** The first process of the PostgreSQL that runs on a data directory. */
function postmasterOf(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgres/cluster/postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return commandOfProcess(pid).includes(dataDir) ? pid : undefined
}

function postgresOf(dataDir: string): string[] {
  const pid = postmasterOf(dataDir)
  return pid === undefined ? [] : [commandOfProcess(pid)]
}

/** PostgreSQL is a process group of its own. */
async function killPostgres(dataDir: string): Promise<void> {
  const pid = postmasterOf(dataDir)
  if (pid === undefined) return
  signalGroup(pid, 'SIGKILL')
  while (commandOfProcess(pid) !== '') await new Promise((done) => setTimeout(done, 5))
}

/** How to reach the PostgreSQL that runs on a data directory, past every wall. */
export function databaseUrlOf(dataDir: string): string {
  const port = readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[3]
  const password = readFileSync(join(dataDir, 'postgres/password'), 'utf8').trim()
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}
