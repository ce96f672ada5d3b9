import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100
const pageBytes = 4096

interface Process {
  readonly parent: number
  readonly cpuMs: number
  readonly residentBytes: number
}

function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'latin1')
      const fields = text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
      const ticks = (fields[11] ?? 0) + (fields[12] ?? 0) + (fields[13] ?? 0) + (fields[14] ?? 0)
      found.set(Number(name), {
        parent: fields[1] ?? 0,
        cpuMs: (ticks * 1000) / ticksPerSecond,
        residentBytes: (fields[21] ?? 0) * pageBytes,
      })
    } catch {
      // It ended while it was read.
    }
  }
  return found
}

/** CPU time in ms of a process, its live children and those it has reaped. Linux only. */
export function cpuOfTree(root: number): number {
  const all = readProcesses()
  const tree = [root]
  for (const of of tree) for (const [pid, { parent }] of all) if (parent === of) tree.push(pid)
  return tree.reduce((sum, pid) => sum + (all.get(pid)?.cpuMs ?? 0), 0)
}

/** Resident memory in MiB of one process. */
export function residentMiB(pid: number): number {
  return (readProcesses().get(pid)?.residentBytes ?? 0) / 2 ** 20
}
