import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Count, countOfProgram } from './ci-counts.ts'

/** Runs a program to its end, shows what it prints, and counts it. */
export async function runProgram(command: string, args: readonly string[], limitMs: number): Promise<Count> {
  const program = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  program.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    process.stdout.write(chunk)
  })
  program.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  const timer = setTimeout(() => {
    process.stderr.write(`${command} ran longer than ${limitMs / 60_000} minutes\n`)
    killGroup(program)
  }, limitMs)
  try {
    await once(program, 'close')
    return countOfProgram(output, program.exitCode)
  } finally {
    clearTimeout(timer)
    killGroup(program)
  }
}

/** Ends whatever is left of a program that was started detached, and of what it started. */
export function killGroup(program: ChildProcess): void {
  if (program.pid === undefined) return
  try {
    process.kill(-program.pid, 'SIGKILL')
  } catch {
    // Nothing is left of it.
  }
}

/** Whether anything is left of a program that was started detached, or of what it started. */
export function groupLives(program: ChildProcess): boolean {
  if (program.pid === undefined) return false
  try {
    process.kill(-program.pid, 0)
    return true
  } catch {
    return false
  }
}
