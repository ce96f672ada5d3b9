import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consoleDirectory, fingerprintOf } from './console-build.ts'

let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'procura-sources-'))
  await write('console/main.tsx', 'one')
  await write('contract/orders.ts', 'two')
  await write('sdk/client.ts', 'three')
  await write('tools/build-console.ts', 'four')
  await write('package-lock.json', '{}')
})
afterEach(() => rm(project, { recursive: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true })
  await writeFile(join(project, path), text)
}

test.each([
  ['a changed page', 'console/main.tsx'],
  ['a new page', 'console/app/modules/orders/orders-page.tsx'],
  ['the contract', 'contract/orders.ts'],
  ['the client', 'sdk/client.ts'],
  ['how it is built', 'tools/build-console.ts'],
  ['other packages', 'package-lock.json'],
])('%s makes another console', async (_, path) => {
  const before = await fingerprintOf(project)
  await write(path, 'changed')
  expect(await fingerprintOf(project)).not.toBe(before)
})

test.each([
  ['a test', 'console/text/text.test.ts'],
  ['a test in the browser', 'console/e2e/sign-in.spec.ts'],
  ['a build', 'console/dist/0123456789abcdef/index.html'],
  ['the server', 'server/main.ts'],
])('%s leaves the console as it is', async (_, path) => {
  const before = await fingerprintOf(project)
  await write(path, 'changed')
  expect(await fingerprintOf(project)).toBe(before)
})

test('a file that is only touched, as by a fresh checkout, builds nothing anew', async () => {
  const before = await fingerprintOf(project)
  await utimes(join(project, 'console/main.tsx'), 1, 1)
  expect(await fingerprintOf(project)).toBe(before)
})

test('text that moves from one file to the next is a change', async () => {
  await write('sdk/a.ts', 'xy')
  await write('sdk/b.ts', '')
  const before = await fingerprintOf(project)
  await write('sdk/a.ts', 'x')
  await write('sdk/b.ts', 'y')
  expect(await fingerprintOf(project)).not.toBe(before)
})

test('builds of different sources lie side by side', async () => {
  const before = await consoleDirectory(project)
  await write('console/main.tsx', 'changed')
  expect(dirname(await consoleDirectory(project))).toBe(dirname(before))
  expect(await consoleDirectory(project)).not.toBe(before)
})
