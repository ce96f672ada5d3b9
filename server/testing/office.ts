import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import type { PartnerKind, Role } from '#contract/permissions.ts'
import { openPool } from '#kernel/db.ts'
import { openOutgoing } from '#kernel/outgoing.ts'
import { createTestDatabase } from '../../tools/test-database.ts'
import type { TestDatabase } from '../../tools/test-database.ts'
import { buildApp } from '../app.ts'
import { insertCustomer, insertMember, insertPartner } from './accounts.ts'
import { insertAuthorization } from './authorization-row.ts'
import type { ScopeRow } from './authorization-row.ts'
import { streamsUnknownMs } from './figures.ts'
import { openNameServer } from './name-server.ts'
import type { NameServer } from './name-server.ts'
import { callerOf, origin } from './person.ts'
import type { Call, Person } from './person.ts'
import { secret } from './secret.ts'

export interface PartnerScene {
  readonly id: string
  readonly channelId: string
  readonly name: string
  readonly kind: PartnerKind
  readonly admin: Person
}

export interface CustomerScene {
  readonly id: string
  readonly channelId: string
  readonly partnerId: string
  readonly name: string
  readonly account: string
  readonly owner: Person
}

/** A server in process on a database of its own, with whoever a test needs in it. */
export interface Office {
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly pool: pg.Pool
  /** Past every wall, to set the scene and to look at tables. */
  readonly owner: pg.Pool
  readonly anyone: Call
  /** The DNS that this server asks. */
  readonly names: NameServer
  partner(kind: PartnerKind, distributor?: PartnerScene): Promise<PartnerScene>
  member(account: { id: string; channelId: string }, roles: readonly Role[]): Promise<Person>
  customer(
    partner: PartnerScene,
    more?: { budgetMinor?: bigint; type?: 'reseller' | 'referral'; currency?: string },
  ): Promise<CustomerScene>
  /** An active authorization, as if it had been asked for and approved. */
  authorize(customer: CustomerScene, partner: PartnerScene, scope?: ScopeRow): Promise<string>
  close(): Promise<void>
}

interface OfficeOptions {
  readonly lockTimeoutMs?: number
  readonly poolSize?: number
}

/** Opens an office; close it in `afterAll`. */
export async function openOffice({ poolSize = 8, ...waits }: OfficeOptions = {}): Promise<Office> {
  const database = await createTestDatabase()
  const pool = openPool(database.serverUrl, poolSize, pino({ level: 'silent' }), waits)
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4, options: '-c search_path=procura' })
  owner.on('error', () => undefined)
  const names = await openNameServer()
  const app = await buildApp({
    pool,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    secret,
    outgoing: openOutgoing({ privateNetworks: true, dnsServers: [names.address] }),
    trustProxy: false,
    publicOrigin: origin,
    plainHttpOffLoopback: false,
    sandbox: false,
    checkAnswers: true,
    streamsUnknownMs,
  })
  await app.ready()
  const member: Office['member'] = (account, roles) => insertMember(app, owner, account, roles)
  return {
    app,
    database,
    pool,
    owner,
    anyone: callerOf(app, undefined),
    names,
    member,
    partner: async (kind, distributor) => {
      const partner = await insertPartner(owner, kind, distributor)
      return { ...partner, admin: await member(partner, ['admin']) }
    },
    customer: async (partner, more = {}) => {
      const customer = await insertCustomer(owner, partner, more)
      return { ...customer, owner: await member(customer, ['owner']) }
    },
    authorize: (customer, partner, scope = {}) => insertAuthorization(owner, customer, partner, scope),
    async close() {
      await app.close()
      await pool.end()
      await owner.end()
      await database.drop()
      names.close()
    },
  }
}
