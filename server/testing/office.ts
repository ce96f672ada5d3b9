import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import type { PartnerKind, Role } from '#contract/permissions.ts'
import { openPool } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { openOutgoing } from '#kernel/outgoing.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import { createTestDatabase } from '../../tools/test-database.ts'
import type { TestDatabase } from '../../tools/test-database.ts'
import { buildApp } from '../app.ts'
import { insertAuthorization } from './authorization-row.ts'
import type { ScopeRow } from './authorization-row.ts'
import { openNameServer } from './name-server.ts'
import type { NameServer } from './name-server.ts'
import { callerOf, origin } from './person.ts'
import type { Call, Person } from './person.ts'
import { insertRow } from './rows.ts'
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

const longAgo = new Date('2024-01-01T00:00:00Z')
let count = 0

/** Opens an office; close it in `afterAll`. */
export async function openOffice(): Promise<Office> {
  const database = await createTestDatabase()
  const pool = openPool(database.serverUrl, 8, pino({ level: 'silent' }))
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

async function insertMember(
  app: FastifyInstance,
  owner: pg.Pool,
  account: { id: string; channelId: string; partnerId?: string },
  roles: readonly Role[],
): Promise<Person> {
  const { id: accountId, channelId } = account
  const memberId = newId('member')
  const identityId = newId('identity')
  const email = `person${++count}@example.test`
  const token = newToken()
  const isCustomer = accountId.startsWith('cus_')
  await insertRow(owner, 'identities', { id: identityId, email, passwordHash: 'none', createdAt: longAgo })
  await insertRow(owner, 'memberships', { memberId, identityId, accountId, channelId })
  await insertRow(owner, 'members', {
    channelId,
    id: memberId,
    accountId,
    partnerId: isCustomer ? (account.partnerId ?? null) : accountId.startsWith('par_') ? accountId : null,
    customerId: isCustomer ? accountId : null,
    name: `Person ${count}`,
    email,
    roles: [...roles],
    createdAt: longAgo,
  })
  const now = new Date()
  await insertRow(owner, 'sessions', {
    tokenHash: hashOfToken(token),
    id: newId('session'),
    identityId,
    memberId,
    accountId,
    channelId,
    startedAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  })
  const acting = (actingSessionId: string) => callerOf(app, token, { 'acting-session': actingSessionId })
  return { memberId, accountId, email, token, call: callerOf(app, token), acting }
}

async function insertPartner(
  owner: pg.Pool,
  kind: PartnerKind,
  distributor?: PartnerScene,
): Promise<Omit<PartnerScene, 'admin'>> {
  const id = newId('partner')
  const channelId = distributor?.channelId ?? id
  const name = `Partner ${++count}`
  const distributorId = distributor?.id ?? null
  await insertRow(owner, 'accounts', { id, kind: 'partner', partnerKind: kind, channelId, name, createdAt: longAgo })
  await insertRow(owner, 'partners', { channelId, id, kind, name, distributorId, createdAt: longAgo })
  await insertRow(owner, 'distributorPermissions', {
    channelId,
    partnerId: id,
    distributorId,
    actOnBehalf: true,
    mayFreeze: true,
    setBudgets: true,
    changedAt: longAgo,
  })
  return { id, channelId, name, kind }
}

async function insertCustomer(
  owner: pg.Pool,
  partner: PartnerScene,
  { budgetMinor, type = 'reseller', currency = 'USD' }: { budgetMinor?: bigint; type?: string; currency?: string },
): Promise<Omit<CustomerScene, 'owner'>> {
  const id = newId('customer')
  const { channelId } = partner
  const associationId = newId('association')
  const account = `customer-${++count}`
  const name = `Customer Company ${count}`
  const month = new Date().toISOString().slice(0, 7)
  await insertRow(owner, 'accounts', { id, kind: 'customer', channelId, name, createdAt: longAgo })
  await insertRow(owner, 'customers', {
    channelId,
    id,
    partnerId: partner.id,
    name,
    accountName: account,
    email: `${account}@example.test`,
    mobile: `+49 151 ${String(10_000_000 + count)}`,
    currency,
    associationId,
    associatedAt: longAgo,
    createdAt: longAgo,
  })
  await insertRow(owner, 'associations', {
    channelId,
    id: associationId,
    customerId: id,
    partnerId: partner.id,
    type,
    beganAt: longAgo,
  })
  await insertRow(owner, 'customerSummaries', {
    channelId,
    customerId: id,
    partnerId: partner.id,
    month,
    budgetMinor: budgetMinor ?? null,
  })
  if (budgetMinor !== undefined)
    await insertRow(owner, 'limits', {
      channelId,
      id: newId('limit'),
      kind: 'budget',
      customerId: id,
      partnerId: partner.id,
      cadence: 'monthly',
      currency,
      maximum: budgetMinor,
      period: month,
      onExhaustion: 'manual',
    })
  return { id, channelId, partnerId: partner.id, name, account }
}
