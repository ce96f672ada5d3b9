import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

/** What the tests' PostgreSQL server offers; the role URLs name its first database, not the template. */
export interface TestServer {
  adminUrl: string
  template: string
  serverUrl: string
  ownerUrl: string
  jobsUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer
  }
}

/** A database of a test file's own. */
export interface TestDatabase {
  serverUrl: string
  ownerUrl: string
  jobsUrl: string
  /** Removes it, cutting connections that are still open. */
  drop(): Promise<void>
}

/** Clones the migrated template. */
export function createTestDatabase(): Promise<TestDatabase> {
  const { template } = inject('postgres')
  return createDatabase(`template ${template} strategy file_copy`)
}

/** A database with the rights of the three roles and nothing in it, for tests of migrating itself. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(`template template0 encoding 'UTF8' locale 'C'`)
}

/** What cloning a database does not copy: its owner's choice of who may connect and create. */
export function grantOnDatabase(database: string): string[] {
  return [
    `grant connect, create on database ${database} to procura_owner, procura_jobs`,
    `grant connect on database ${database} to procura_server`,
  ]
}

async function createDatabase(from: string): Promise<TestDatabase> {
  const { adminUrl, serverUrl, ownerUrl, jobsUrl } = inject('postgres')
  const name = `procura_test_${randomBytes(8).toString('hex')}`
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`create database ${name} owner procura_owner ${from}`)
    for (const statement of grantOnDatabase(name)) await client.query(statement)
  } finally {
    await client.end()
  }
  const within = (url: string) => {
    const there = new URL(url)
    there.pathname = `/${name}`
    return there.href
  }
  return {
    serverUrl: within(serverUrl),
    ownerUrl: within(ownerUrl),
    jobsUrl: within(jobsUrl),
    async drop() {
      const admin = new Client({ connectionString: adminUrl })
      await admin.connect()
      try {
        await admin.query(`drop database if exists ${name} with (force)`)
      } finally {
        await admin.end()
      }
    },
  }
}
