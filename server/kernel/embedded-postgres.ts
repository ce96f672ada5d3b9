import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { type ClusterPlace, explainFailure, makeCluster, placesIn, spawnOptions } from './postgres-cluster.ts'
import { type Account, accountFor, findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts'
import { commandOfProcess, takeLock } from './process-lock.ts'

/** Recovery after a crash may replay much; a server that needs longer than this is taken for broken. */
const readyTimeoutMs = 300_000
const adoptTimeoutMs = 10_000
const fastStopTimeoutMs = 20_000
const quickStopTimeoutMs = 10_000
const connectTimeoutMs = 5_000
const pollMs = 5
const retryMs = 500
const maxAttempts = 20
const maxLogBytes = 8 * 1024 * 1024
const maxQuotedLogBytes = 2_000

/** Failures to start that pass: another program took the port; processes of a killed server are still ending. */
const passingFailure = /could not bind|pre-existing shared memory block/

/** A running PostgreSQL server. */
export interface EmbeddedPostgres {
  /** Connects as the superuser. */
  url: string
  /** The process id of its first process. */
  pid: number
  /** Stops the server and frees the data directory; may be called more than once. */
  stop(): Promise<void>
}

interface Options {
  dataDir: string
  fsync?: boolean
  log?: (line: string) => void
}

interface Running {
  pid: number
  port: number
}

/**
 * Starts the PostgreSQL that npm installed, on a free port of 127.0.0.1, with its files in `dataDir/postgres`; a first
 * start makes the database. A server that outlived a killed Procura process is adopted as it runs. The server is a
 * process group of its own, so that Ctrl+C reaches this process alone and work in hand can be finished first.
 * @param options.fsync false only for data that may be lost, as in tests
 * @throws Error when another process holds the directory, or the server cannot run; the message says what to do
 */
export async function startEmbeddedPostgres({ dataDir, fsync = true, log }: Options): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true })
  const directory = realpathSync(dataDir)
  const lock = takeLock(join(directory, 'procura.lock'), `The data directory ${directory}`)
  try {
    const place = placesIn(join(directory, 'postgres'))
    const account = accountFor(place.home)
    const programs = findPostgresPrograms()
    if (await makeCluster(place, programs, account, fsync)) log?.(`made a database in ${place.home}`)
    const password = readPassword(place)
    let server = await adopt(place, password)
    if (server) log?.(`adopted the PostgreSQL server that still runs as process ${server.pid}`)
    server ??= await startServer(place, programs, account, fsync)
    const { pid, port } = server
    await verify(port, password, place)
    let stopped: Promise<void> | undefined
    const stop = () => (stopped ??= stopServer(place, pid).finally(() => lock.release()))
    return { url: urlOf(port, password), pid, stop }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The server of an earlier, killed process, if it lives and takes the kept password; one that does not is stopped. */
async function adopt(place: ClusterPlace, password: string): Promise<Running | undefined> {
  let since = performance.now()
  for (;;) {
    const found = readPidFile(place)
    if (found === undefined) return undefined
    if (!runs(place, found.pid)) {
      disown(place)
      return undefined
    }
    if (found.status === 'ready' || found.status === 'standby') {
      const answer = await connect(found.port, password)
      if (answer === 'accepted') return found
      if (answer === 'refused' || performance.now() - since > adoptTimeoutMs) {
        await stopServer(place, found.pid)
        return undefined
      }
    } else if (performance.now() - since > readyTimeoutMs) {
      await stopServer(place, found.pid)
      since = performance.now()
    }
    await sleep(pollMs * 4)
  }
}

/**
 * Puts this process's id into a pid file whose server is gone. PostgreSQL takes its parent's id for stale without
 * asking whether such a process runs, and so does not mistake a zombie, or a stranger with the old id, for a server;
 * it still sees by shared memory whether processes of the old one are at work, which a removed file would hide.
 */
function disown(place: ClusterPlace): void {
  const file = join(place.cluster, 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n')
  // A power failure may leave the file empty, which PostgreSQL refuses and which hides nothing.
  if (lines.length === 1) rmSync(file)
  else writeFileSync(file, [String(process.pid), ...lines.slice(1)].join('\n'))
}

async function startServer(
  place: ClusterPlace,
  programs: PostgresPrograms,
  account: Account,
  fsync: boolean,
): Promise<Running> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const logStart = trimLog(place)
    const logFile = openSync(place.logFile, 'a', 0o600)
    const child = spawn(programs.postgres, ['-D', place.cluster, ...settings(port, fsync)], {
      ...spawnOptions(place, account),
      detached: true,
      stdio: ['ignore', logFile, logFile],
    })
    closeSync(logFile)
    child.unref()
    let ended = ''
    child.on('error', (error) => (ended = String(error)))
    child.on('exit', (code, signal) => (ended = `postgres ended with ${code ?? signal}`))
    for (const since = performance.now(); ended === ''; await sleep(pollMs)) {
      const found = readPidFile(place)
      if (found?.pid === child.pid && found?.status === 'ready') return { pid: found.pid, port }
      if (performance.now() - since > readyTimeoutMs) ended = 'it was not ready in time'
    }
    const said = readFileSync(place.logFile).subarray(logStart).toString()
    if (attempt < maxAttempts && passingFailure.test(said)) {
      await sleep(retryMs)
      continue
    }
    const reason = explainFailure(`${ended}\n${said.slice(-maxQuotedLogBytes).trim()}`, place, programs, account)
    if (child.pid !== undefined && runs(place, child.pid)) await stopServer(place, child.pid)
    throw new Error(`PostgreSQL did not start in ${place.home} (its log: ${place.logFile}): ${reason}`)
  }
}

/**
 * What each start sets, whatever the configuration file of an older cluster says. Expected refusals of statements are
 * not to bring the statements' text into the log.
 */
function settings(port: number, fsync: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '128MB',
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    synchronous_commit: 'on',
    wal_level: 'minimal',
    max_wal_senders: 0,
    min_wal_size: '64MB',
    max_wal_size: '512MB',
    io_method: 'sync',
    jit: 'off',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    logging_collector: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    cluster_name: 'procura',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Disconnects everybody and stops; when that takes too long, stops at once and leaves the rest to recovery. */
async function stopServer(place: ClusterPlace, pid: number): Promise<void> {
  for (const [signal, timeoutMs] of [
    ['SIGINT', fastStopTimeoutMs],
    ['SIGQUIT', quickStopTimeoutMs],
  ] as const) {
    if (!runs(place, pid)) return
    process.kill(pid, signal)
    for (const since = performance.now(); performance.now() - since < timeoutMs; await sleep(pollMs)) {
      if (!runs(place, pid)) return
    }
  }
  throw new Error(`The PostgreSQL server, process ${pid}, does not stop: end it by hand`)
}

/** Whether the process is this cluster's server; another program may have got a dead server's id. */
function runs(place: ClusterPlace, pid: number): boolean {
  return commandOfProcess(pid).includes(`-D ${place.cluster} `)
}

function readPidFile(place: ClusterPlace): (Running & { status: string }) | undefined {
  const file = join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function readPassword(place: ClusterPlace): string {
  try {
    return readFileSync(place.passwordFile, 'utf8').trim()
  } catch (error) {
    throw new Error(`The password of the database is not readable in ${place.passwordFile}: put the file back`, {
      cause: error,
    })
  }
}

function urlOf(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

async function connect(port: number, password: string): Promise<'accepted' | 'refused' | 'not now'> {
  const client = new Client({ connectionString: urlOf(port, password), connectionTimeoutMillis: connectTimeoutMs })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return 'accepted'
  } catch (error) {
    return error instanceof DatabaseError && error.code?.startsWith('28') ? 'refused' : 'not now'
  } finally {
    await client.end()
  }
}

async function verify(port: number, password: string, place: ClusterPlace): Promise<void> {
  const answer = await connect(port, password)
  if (answer === 'accepted') return
  const reason =
    answer === 'refused' ? `the password in ${place.passwordFile} is not its own` : 'no connection comes about'
  throw new Error(`PostgreSQL in ${place.home} runs but cannot be used: ${reason}`)
}

/** A port that was free a moment ago; should it be taken meanwhile, the start is tried again with another. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Empties a log that has grown too long; returns where the next line will stand. */
function trimLog(place: ClusterPlace): number {
  const bytes = statSync(place.logFile, { throwIfNoEntry: false })?.size ?? 0
  if (bytes <= maxLogBytes) return bytes
  truncateSync(place.logFile, 0)
  return 0
}
