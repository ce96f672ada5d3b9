import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandOfProcess, startOfProcess, takeLock } from './process-lock.ts'

/** No system gives out such an id. */
const noPid = 2 ** 30

let directory: string
let file: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'procura-lock-'))
  file = join(directory, 'procura.lock')
})

afterEach(() => rmSync(directory, { recursive: true }))

test('a lock is held until it is released', () => {
  const lock = takeLock(file, 'The drawer')
  expect(() => takeLock(file, 'The drawer')).toThrow(
    `The drawer is in use by another Procura process (process id ${process.pid})`,
  )
  lock.release()
  takeLock(file, 'The drawer').release()
  expect(readdirSync(directory)).toEqual([])
})

test.each([
  ['a process that ended', JSON.stringify({ pid: noPid, start: 'x' })],
  ['an earlier process with the id of one that runs', JSON.stringify({ pid: process.pid, start: 'another start' })],
  ['a power failure that emptied it', ''],
  ['somebody else altogether', '{"pid":"1"}'],
])('a lock left by %s is taken over', (_, content) => {
  writeFileSync(file, content)
  takeLock(file, 'The drawer').release()
  expect(readdirSync(directory)).toEqual([])
})

test('of processes that find a dead lock at the same time, one takes it over', async () => {
  writeFileSync(file, JSON.stringify({ pid: noPid, start: 'x' }))
  const program = `
    const { takeLock } = await import(${JSON.stringify(new URL('process-lock.ts', import.meta.url).href)})
    process.stdin.once('data', () => {
      try { takeLock(${JSON.stringify(file)}, 'The drawer'); console.log('won') } catch { console.log('lost') }
      process.stdin.once('data', () => process.exit())
    })
    console.log('ready')`
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['--input-type=module', '-e', program]))
  const next = (child: (typeof children)[number]) =>
    new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())))
  await Promise.all(children.map(next))
  const answers = children.map(next)
  for (const child of children) child.stdin.write('go\n')
  expect((await Promise.all(answers)).sort()).toEqual(['lost', 'lost', 'lost', 'lost', 'lost', 'won'])
  await Promise.all(
    children.map((child) => {
      child.stdin.write('end\n')
      return new Promise((resolve) => child.once('exit', resolve))
    }),
  )
})

test('a process is told by its start and its command line, and one that ended by neither', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', 'a-word-of-its-own'])
  await new Promise((resolve) => child.once('spawn', resolve))
  expect(startOfProcess(child.pid!)).not.toBe(startOfProcess(process.pid))
  expect(startOfProcess(process.pid)).toBe(startOfProcess(process.pid))
  await expect.poll(() => commandOfProcess(child.pid!)).toContain('a-word-of-its-own')
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  expect(startOfProcess(child.pid!)).toBeUndefined()
  expect(commandOfProcess(child.pid!)).toBe('')
})
