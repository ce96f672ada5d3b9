import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareRoles } from '#kernel/database-roles.ts'
import { startEmbeddedPostgres } from '#kernel/embedded-postgres.ts'
import { migrate } from '#kernel/migrate.ts'
import { grantOnDatabase, type TestServer } from './test-database.ts'

const directoryPrefix = 'procura-test-'

/** Cloning a database makes some 500 files: 20 ms in memory, and up to 700 ms measured on a virtual machine's disk. */
const memoryDirectory = '/dev/shm'
const minMemoryBytes = 2 * 1024 ** 3

/**
 * Vitest calls it once, before the tests of the server, and the function it returns after them: one PostgreSQL server,
 * the three roles, and a migrated database that every test file clones. TEST_DATABASE_URL names another server
 * to use, by a role that may create roles and databases; its Procura roles get new passwords.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given === undefined ? await startOwnServer() : { url: given, stop: () => Promise.resolve() }
  // On a server of their own all runs find the name free; on another's, runs at once must not share it.
  const template = given === undefined ? 'procura_template' : `procura_template_${process.pid}`
  try {
    const urls = await makeTemplate(server.url, template)
    project.provide('postgres', { adminUrl: server.url, template, ...urls })
  } catch (error) {
    await server.stop()
    throw error
  }
  return async () => {
    if (given !== undefined) await asAdmin(given, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
}

async function startOwnServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await removeAbandoned()
  const dataDir = mkdtempSync(join(isRoomy(memoryDirectory) ? memoryDirectory : tmpdir(), directoryPrefix))
  // PostgreSQL may run as another user, who must be able to pass through; the cluster below stays closed.
  chmodSync(dataDir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir, fsync: false })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function isRoomy(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK)
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize >= minMemoryBytes
  } catch {
    return false
  }
}

/** Stops and removes what killed runs left behind; a directory in use by another run refuses and is left alone. */
async function removeAbandoned(): Promise<void> {
  const parents = [tmpdir(), memoryDirectory].filter((parent) => existsSync(parent))
  for (const dataDir of parents.flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))) {
    if (!basename(dataDir).startsWith(directoryPrefix) || !existsSync(join(dataDir, 'procura.lock'))) continue
    try {
      const server = await startEmbeddedPostgres({ dataDir, fsync: false })
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    } catch {
      // Another run uses it, or another user owns it.
    }
  }
}

/** Makes the database that tests clone, owned and migrated by a role that is no superuser. */
async function makeTemplate(adminUrl: string, template: string): Promise<Omit<TestServer, 'adminUrl' | 'template'>> {
  const secret = createHash('sha256').update(`tests on ${adminUrl}`).digest('hex')
  const urls = await prepareRoles({ databaseUrl: adminUrl, secret })
  await asAdmin(adminUrl, `drop database if exists ${template} with (force)`)
  await asAdmin(
    adminUrl,
    `create database ${template} owner procura_owner template template0 encoding 'UTF8' locale 'C'`,
  )
  await asAdmin(adminUrl, ...grantOnDatabase(template))
  const inTemplate = (url: string) => {
    const there = new URL(url)
    there.pathname = `/${template}`
    return there.href
  }
  await migrate({ ownerUrl: inTemplate(urls.ownerUrl), jobsUrl: inTemplate(urls.jobsUrl) })
  return urls
}

async function asAdmin(adminUrl: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
