import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { cpuOfTree, residentMiB } from './processes.ts'

export interface Target {
  readonly name: string
  /** The server's process, when the target has one. */
  readonly pid?: number
  /** Runs the load for some seconds; gives the latencies in ms of what succeeded, and the count of failures. */
  load(concurrency: number, seconds: number): Promise<{ latencies: number[]; failures: number }>
}

export interface Round {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly failures: number
  /** CPU time in ms for one order. */
  readonly serverCpu: number
  readonly databaseCpu: number
  readonly residentMiB: number
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

/** One round of one target: what it did, and what that cost the server and the database. */
export async function measure(
  target: Target,
  databasePid: number,
  concurrency: number,
  seconds: number,
): Promise<Round> {
  const before = {
    server: target.pid ? cpuOfTree(target.pid) : 0,
    database: cpuOfTree(databasePid),
    at: performance.now(),
  }
  let resident = 0
  const watch = setInterval(() => {
    if (target.pid) resident = Math.max(resident, residentMiB(target.pid))
  }, 500)
  const { latencies, failures } = await target.load(concurrency, seconds)
  clearInterval(watch)
  const elapsed = (performance.now() - before.at) / 1000
  // Backends that ended are counted with the postmaster once it has reaped them.
  await new Promise((done) => setTimeout(done, 600))
  const count = Math.max(1, latencies.length)
  latencies.sort((one, other) => one - other)
  const quantile = (part: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? NaN
  return {
    perSecond: latencies.length / elapsed,
    p50: quantile(0.5),
    p99: quantile(0.99),
    failures,
    serverCpu: (target.pid ? cpuOfTree(target.pid) - before.server : 0) / count,
    databaseCpu: (cpuOfTree(databasePid) - before.database) / count,
    residentMiB: resident,
  }
}

/** Calls `once` from so many workers at a time until the seconds are over. */
export async function loadWith(
  concurrency: number,
  seconds: number,
  once: (worker: number) => Promise<void>,
): Promise<{ latencies: number[]; failures: number }> {
  const latencies: number[] = []
  let failures = 0
  const end = performance.now() + seconds * 1000
  const work = async (worker: number) => {
    while (performance.now() < end) {
      const start = performance.now()
      try {
        await once(worker)
        latencies.push(performance.now() - start)
      } catch (error) {
        if (failures++ === 0) process.stderr.write(`${String(error)}\n`)
        if (failures > 100 && latencies.length === 0) return
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => work(worker)))
  return { latencies, failures }
}

interface PgbenchLoad {
  readonly url: string
  readonly script: string
  /** How many orders a transaction of the script places; each of them takes as long as the transaction. */
  readonly ordersEach?: number
  /** Where its log goes, which is removed again. */
  readonly directory: string
}

/** Runs a script by `pgbench -M prepared`, and reads the latency of every transaction from its log. */
export async function loadByPgbench(
  { url, script, ordersEach = 1, directory }: PgbenchLoad,
  concurrency: number,
  seconds: number,
) {
  const prefix = `pgbench-${process.pid}`
  const words = [
    '-n',
    '-M',
    'prepared',
    '-c',
    concurrency,
    '-j',
    1,
    '-T',
    seconds,
    '-l',
    `--log-prefix=${prefix}`,
    '-f',
    script,
  ]
  const child = spawn('pgbench', [...words.map(String), url], { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const code = await new Promise((done) => child.once('exit', done))
  if (code !== 0) throw new Error(`pgbench failed: ${said}`)
  const latencies: number[] = []
  for (const name of readdirSync(directory).filter((file) => file.startsWith(`${prefix}.`))) {
    const file = join(directory, name)
    for (const line of readFileSync(file, 'latin1').split('\n')) {
      const microseconds = line.split(' ')[2]
      if (microseconds) for (let order = 0; order < ordersEach; order++) latencies.push(Number(microseconds) / 1000)
    }
    unlinkSync(file)
  }
  return { latencies, failures: 0 }
}
