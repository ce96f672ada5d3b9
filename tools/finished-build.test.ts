import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { directoryOf } from '#server/builds.ts'
import type { Buildable } from '#server/builds.ts'
import { finishBuild } from './finished-build.ts'

const build: Buildable = {
  name: 'thing',
  failure: 'the thing cannot be built',
  builder: 'build.ts',
  output: 'dist',
  folders: ['sources'],
  noSource: /\.test\.ts$/,
}
let project: string

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'procura-build-'))
  mkdirSync(join(project, 'sources'))
  for (const file of ['build.ts', 'package.json', 'tsconfig.json', 'package-lock.json']) write(file, '{}')
  write('sources/a.ts', 'first')
})
afterEach(() => rmSync(project, { recursive: true }))

const write = (file: string, text: string) => writeFileSync(join(project, file), text)
const inDist = () => readdirSync(join(project, 'dist'))

/** Copies the one source, and counts how often it did. */
function copier(afterwards = () => Promise.resolve()) {
  let times = 0
  const make = async (draft: string) => {
    times++
    const text = readFileSync(join(project, 'sources/a.ts'))
    await afterwards()
    mkdirSync(draft, { recursive: true })
    writeFileSync(join(draft, 'a.js'), text)
  }
  return { make, times: () => times }
}

const built = (directory: string) => readFileSync(join(directory, 'a.js'), 'utf8')

test('what is built once is there for the next start, until its sources change', async () => {
  const { make, times } = copier()
  const first = await finishBuild(build, make, project)
  expect(built(first)).toBe('first')
  expect(await finishBuild(build, make, project)).toBe(first)
  expect(times()).toBe(1)
  write('sources/a.ts', 'second')
  expect(built(await finishBuild(build, make, project))).toBe('second')
})

test('two who build the same at once both find it whole, and no draft is left', async () => {
  const both = [copier(), copier()].map(({ make }) => finishBuild(build, make, project))
  const [one, other] = await Promise.all(both)
  expect(one).toBe(other)
  expect(inDist()).toHaveLength(1)
  expect(built(one ?? '')).toBe('first')
})

test('a build that fails leaves nothing that looks like one', async () => {
  const failing = finishBuild(
    build,
    (draft) => {
      mkdirSync(draft, { recursive: true })
      return Promise.reject(new Error('no room'))
    },
    project,
  )
  await expect(failing).rejects.toThrow('no room')
  expect(inDist()).toEqual([])
})

test('sources that change while they are built are built again, and never kept under the name of the old ones', async () => {
  const old = directoryOf(build, project)
  let changed = false
  const { make, times } = copier(async () => {
    if (!changed) write('sources/a.ts', 'second')
    changed = true
  })
  const directory = await finishBuild(build, make, project)
  expect(built(directory)).toBe('second')
  expect(times()).toBe(2)
  expect(existsSync(old)).toBe(false)
})

test('other packages that are installed make another build, though the same ones are wanted', async () => {
  const before = directoryOf(build, project)
  mkdirSync(join(project, 'node_modules'))
  write('node_modules/.package-lock.json', '{}')
  expect(directoryOf(build, project)).not.toBe(before)
})

test('of old builds two are kept, and of drafts those that may still be at work', async () => {
  const { make } = copier()
  for (const [name, age] of [
    ['1111111111111111', 9_000],
    ['2222222222222222', 8_000],
    ['3333333333333333', 7_000],
    ['4444444444444444.old-draft', 7_000],
    ['5555555555555555.new-draft', 60],
  ] as const) {
    mkdirSync(join(project, 'dist', name), { recursive: true })
    const then = Date.now() / 1000 - age
    utimesSync(join(project, 'dist', name), then, then)
  }
  const made = await finishBuild(build, make, project)
  const kept = ['2222222222222222', '3333333333333333', '5555555555555555.new-draft']
  expect(inDist().toSorted()).toEqual([...kept, made.split('/').at(-1) ?? ''].toSorted())
})
