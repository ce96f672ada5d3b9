import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consoleBuild, directoryOf, fingerprintOf, serverBuild } from './builds.ts'

let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'procura-sources-'))
  await write('console/main.tsx', 'one')
  await write('contract/orders.ts', 'two')
  await write('sdk/client.ts', 'three')
  await write('tools/build-console.ts', 'four')
  await write('server/app.ts', 'five')
  await write('tools/build-server.ts', 'six')
  for (const file of ['package.json', 'tsconfig.json', 'package-lock.json']) await write(file, '{}')
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
  ['packages installed anew', 'node_modules/.package-lock.json'],
  ['another way of imports', 'package.json'],
])('%s makes another console', async (_, path) => {
  const before = fingerprintOf(consoleBuild, project)
  await write(path, 'changed')
  expect(fingerprintOf(consoleBuild, project)).not.toBe(before)
})

test.each([
  ['a test', 'console/text/text.test.ts'],
  ['a test in the browser', 'console/e2e/sign-in.spec.ts'],
  ['a build', 'console/dist/0123456789abcdef/index.html'],
  ['the server', 'server/main.ts'],
])('%s leaves the console as it is', async (_, path) => {
  const before = fingerprintOf(consoleBuild, project)
  await write(path, 'changed')
  expect(fingerprintOf(consoleBuild, project)).toBe(before)
})

test.each([
  ['a changed handler', 'server/modules/orders/place-order.ts'],
  ['the contract', 'contract/orders.ts'],
  ['how it is built', 'tools/build-server.ts'],
  ['other packages', 'package-lock.json'],
  ['packages installed anew', 'node_modules/.package-lock.json'],
  ['another way of imports', 'package.json'],
])('%s makes another server', async (_, path) => {
  const before = fingerprintOf(serverBuild, project)
  await write(path, 'changed')
  expect(fingerprintOf(serverBuild, project)).not.toBe(before)
})

test.each([
  ['a test', 'server/modules/orders/place-order.test.ts'],
  ['what tests share', 'server/testing/visitor.ts'],
  ['a migration, which is read as it runs,', 'server/migrations/0001-first.sql'],
  ['a build', 'server/dist/0123456789abcdef/start.js'],
  ['the console', 'console/main.tsx'],
])('%s leaves the server as it is', async (_, path) => {
  const before = fingerprintOf(serverBuild, project)
  await write(path, 'changed')
  expect(fingerprintOf(serverBuild, project)).toBe(before)
})

test('a file that is only touched, as by a fresh checkout, builds nothing anew', async () => {
  const before = fingerprintOf(consoleBuild, project)
  await utimes(join(project, 'console/main.tsx'), 1, 1)
  expect(fingerprintOf(consoleBuild, project)).toBe(before)
})

test('text that moves from one file to the next is a change', async () => {
  await write('sdk/a.ts', 'xy')
  await write('sdk/b.ts', '')
  const before = fingerprintOf(consoleBuild, project)
  await write('sdk/a.ts', 'x')
  await write('sdk/b.ts', 'y')
  expect(fingerprintOf(consoleBuild, project)).not.toBe(before)
})

test('builds of different sources lie side by side', async () => {
  const before = directoryOf(consoleBuild, project)
  await write('console/main.tsx', 'changed')
  expect(dirname(directoryOf(consoleBuild, project))).toBe(dirname(before))
  expect(directoryOf(consoleBuild, project)).not.toBe(before)
})
