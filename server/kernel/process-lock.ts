import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const bootIdFile = '/proc/sys/kernel/random/boot_id'

/** How long `ps` may take where there is no /proc. */
const psTimeoutMs = 2_000

/** A lock file that this process holds until it releases it or ends. */
export interface ProcessLock {
  release(): void
}

/**
 * What tells a process from a later one with the same id: the boot and the tick at which it started. Undefined when it
 * does not run (a zombie does not); empty when it runs but will not say, as another user's process may not.
 */
export function startOfProcess(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  if (!existsSync(bootIdFile)) return ps(pid, 'lstart')
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${readFileSync(bootIdFile, 'utf8').trim()} ${fields[19] ?? ''}`
  } catch {
    return ''
  }
}

/** The command line of a process, its words parted by spaces; empty when it does not run or is a zombie. */
export function commandOfProcess(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return ''
  if (!existsSync(bootIdFile)) return ps(pid, 'command')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

/**
 * Takes a lock file, or takes it over from a process that no longer runs: killed processes leave theirs behind.
 * The file appears with its content in one step, so nobody reads half of it.
 * @throws Error naming `what` and the holder's process id while the holder runs
 */
export function takeLock(file: string, what: string): ProcessLock {
  const mine = JSON.stringify({ pid: process.pid, start: startOfProcess(process.pid) })
  const draft = `${file}.${process.pid}.${randomUUID()}`
  writeFileSync(draft, mine, { mode: 0o644 })
  try {
    while (!linked(draft, file)) {
      const found = contentOf(file)
      if (found === undefined) continue
      const holder = holderOf(found)
      if (holder !== undefined) {
        throw new Error(`${what} is in use by another Procura process (process id ${holder}): stop that one first`)
      }
      discard(file, found)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    release() {
      if (contentOf(file) === mine) rmSync(file, { force: true })
    },
  }
}

/** The id of the process that a lock file names, while that very process runs. */
function holderOf(content: string): number | undefined {
  let held: { pid?: unknown; start?: unknown }
  try {
    held = JSON.parse(content) as { pid?: unknown; start?: unknown }
  } catch {
    return undefined
  }
  if (typeof held.pid !== 'number') return undefined
  const start = startOfProcess(held.pid)
  if (start === undefined) return undefined
  return start === '' || start === held.start ? held.pid : undefined
}

/** Removes a dead holder's file; one that another starter put there meanwhile is put back. */
function discard(file: string, dead: string): void {
  const aside = `${file}.${process.pid}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    if (contentOf(aside) !== dead) linked(aside, file)
  } finally {
    rmSync(aside, { force: true })
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      timeout: psTimeoutMs,
    }).trim()
  } catch {
    return ''
  }
}
