import { hash } from '@node-rs/argon2'
import type { FastifyInstance } from 'fastify'
import type { Config } from '#kernel/config.ts'
import type { Pool } from '#kernel/db.ts'
import { readClock } from '#kernel/gate.ts'
import { plainDb } from '#kernel/kernel.ts'
import { readCatalogNow, registerBroker } from '#modules/provisioning/index.ts'
import type { SendPage } from '../console.ts'
import type { SandboxBroker } from './broker.ts'
import { sandboxPassword, serveDevRoutes } from './dev-routes.ts'
import { findLogins } from './queries.ts'
import { hasData, loadSampleData } from './sample-data/load.ts'

export interface Sandbox {
  serve(app: FastifyInstance, sendPage: SendPage | undefined): void
  /** The table of logins for the terminal: a few of each kind, and where all of them are. */
  describeLogins(url: string): Promise<string>
}

interface Given {
  readonly broker: SandboxBroker
  readonly config: Config
  readonly pool: Pool
  readonly ownerUrl: string
}

/** Makes the sandbox's cloud known, and loads sample data when the database is empty. */
export async function prepareSandbox({ config, pool, ownerUrl, broker }: Given): Promise<Sandbox> {
  const brokerId = await registerBroker(pool, { name: 'sandbox-cloud', ...broker }, config.secret)
  if (!(await hasData(ownerUrl))) {
    const [passwordHash, { now }] = await Promise.all([
      hash(sandboxPassword),
      readClock(plainDb(pool)),
      readCatalogNow(pool, brokerId, config.secret),
    ])
    await loadSampleData({ ownerUrl, now, passwordHash, brokerId })
  }
  return {
    serve: (app, sendPage) => serveDevRoutes(app, { pool, ownerUrl, sendPage }),
    describeLogins: async (url) => loginTable(await findLogins(ownerUrl), url),
  }
}

const shownOfEachKind = 1

function loginTable(logins: Awaited<ReturnType<typeof findLogins>>, url: string): string {
  const seen = new Map<string, number>()
  const shown = logins.filter(({ accountKind, partnerKind, role, authorization }) => {
    const kind = `${accountKind} ${partnerKind ?? ''} ${role} ${accountKind === 'customer' ? authorization : ''}`
    const times = (seen.get(kind) ?? 0) + 1
    seen.set(kind, times)
    return times <= shownOfEachKind && (role === 'admin' || role === 'sales' || role === 'owner')
  })
  const rows = shown.map((login) => [
    login.email,
    `${login.partnerKind ?? login.accountKind} ${login.role}`,
    login.accountName,
    login.accountKind === 'customer' ? `authorization: ${login.authorization}` : '',
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [
    '',
    `Sandbox logins, all with the password ${sandboxPassword} (every one of them: ${url}/dev/logins)`,
    ...lines.map((line) => `  ${line}`),
    `Mail that would be sent is kept at ${url}/dev/mail`,
    '',
    '',
  ].join('\n')
}
