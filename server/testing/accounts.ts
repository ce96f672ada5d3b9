import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { PartnerKind, Role } from '#contract/permissions.ts'
import { newId } from '#kernel/ids.ts'
import { hashOfToken, newToken } from '#kernel/tokens.ts'
import type { CustomerScene, PartnerScene } from './office.ts'
import { callerOf } from './person.ts'
import type { Person } from './person.ts'
import { insertRow } from './rows.ts'

// The people and accounts of an office, written past every wall.

const longAgo = new Date('2024-01-01T00:00:00Z')
let count = 0

/** A member of an account, signed in for an hour. */
export async function insertMember(
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

export async function insertPartner(
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

export async function insertCustomer(
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
