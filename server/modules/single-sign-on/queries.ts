import type { Insertable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'
import type { AccountDomainsTable, IdentityProvidersTable } from '#kernel/tables.gen.ts'

type Administrator = Pick<Actor, 'memberId'>

/** The account of whoever asks, as their membership says: these tables have no row-level security behind them. */
const accountOf = ({ memberId }: Administrator) =>
  sqlBuilder.selectFrom('memberships').select('accountId').where('memberId', '=', memberId)

const providerColumns = [
  'id',
  'accountId',
  'issuer',
  'clientId',
  'sealedSecret',
  'acceptsUnverifiedEmails',
  'setAt',
] as const

const liveProviders = sqlBuilder.selectFrom('identityProviders').select(providerColumns).where('removedAt', 'is', null)

const liveDomains = sqlBuilder
  .selectFrom('accountDomains')
  .select(['id', 'accountId', 'domain', 'token', 'addedAt', 'verifiedAt'])
  .where('removedAt', 'is', null)

export interface ProviderRow {
  readonly id: string
  readonly accountId: string
  readonly issuer: string
  readonly clientId: string
  readonly sealedSecret: string
  readonly acceptsUnverifiedEmails: boolean
  readonly setAt: Date
}

export interface DomainRow {
  readonly id: string
  readonly accountId: string
  readonly domain: string
  readonly token: string
  readonly addedAt: Date
  readonly verifiedAt: Date | null
}

export async function findOwnProvider(db: Db, actor: Administrator): Promise<ProviderRow | undefined> {
  return db.first(liveProviders.where('accountId', 'in', accountOf(actor)))
}

/** Never more than there may be, by name. */
export async function listOwnDomains(db: Db, actor: Administrator): Promise<DomainRow[]> {
  return db.all(liveDomains.where('accountId', 'in', accountOf(actor)).orderBy('domain'))
}

export async function findOwnDomain(db: Db, actor: Administrator, id: string): Promise<DomainRow | undefined> {
  return db.first(liveDomains.where('accountId', 'in', accountOf(actor)).where('id', '=', id))
}

/** Taken `for update`, before or after everybody who comes by it and has it `for share`. */
export async function endOwnProvider(tx: Tx, actor: Administrator, removedAt: Date): Promise<ProviderRow | undefined> {
  return tx.first(
    sqlBuilder
      .updateTable('identityProviders')
      .set({ removedAt })
      .where('accountId', 'in', accountOf(actor))
      .where('removedAt', 'is', null)
      .returning(providerColumns),
  )
}

export function insertProvider(tx: Tx, row: Insertable<IdentityProvidersTable>): void {
  tx.write(sqlBuilder.insertInto('identityProviders').values(row))
}

/** Whom one provider knows by a name says nothing of whom another does. */
export function forgetSubjects(tx: Tx, accountId: string): void {
  tx.write(sqlBuilder.deleteFrom('singleSignOnSubjects').where('accountId', '=', accountId))
}

export function insertDomain(tx: Tx, row: Insertable<AccountDomainsTable>): void {
  tx.write(sqlBuilder.insertInto('accountDomains').values(row))
}

/** Undefined when it is removed meanwhile; throws `unique_violation` never: who has it verified is looked at before. */
export async function markVerified(
  tx: Tx,
  actor: Administrator,
  id: string,
  verifiedAt: Date,
): Promise<DomainRow | undefined> {
  return tx.first(
    sqlBuilder
      .updateTable('accountDomains')
      .set({ verifiedAt })
      .where('accountId', 'in', accountOf(actor))
      .where('id', '=', id)
      .where('removedAt', 'is', null)
      .returning(['id', 'accountId', 'domain', 'token', 'addedAt', 'verifiedAt']),
  )
}

export async function endOwnDomain(
  tx: Tx,
  actor: Administrator,
  id: string,
  removedAt: Date,
): Promise<DomainRow | undefined> {
  return tx.first(
    sqlBuilder
      .updateTable('accountDomains')
      .set({ removedAt })
      .where('accountId', 'in', accountOf(actor))
      .where('id', '=', id)
      .where('removedAt', 'is', null)
      .returning(['id', 'accountId', 'domain', 'token', 'addedAt', 'verifiedAt']),
  )
}

/** Takes a domain from whom it was proven for; false when they have given it up meanwhile. */
export async function releaseDomain(tx: Tx, id: string): Promise<boolean> {
  const released = await tx.first(
    sqlBuilder
      .updateTable('accountDomains')
      .set({ verifiedAt: null })
      .where('id', '=', id)
      .where('verifiedAt', 'is not', null)
      .where('removedAt', 'is', null)
      .returning('id'),
  )
  return released !== undefined
}

/** Held until the end of the transaction: of two accounts that prove one domain at once, one comes after the other. */
export async function lockDomainName(tx: Tx, domain: string): Promise<void> {
  await lockName(tx, 'domain', domain)
}

/** Whose a domain is, as was proven. */
export async function findVerified(db: Db, domain: string): Promise<DomainRow | undefined> {
  return db.first(liveDomains.where('domain', '=', domain).where('verifiedAt', 'is not', null))
}

/** The same, held `for share`: it is not given up before what stands on it is committed. */
export async function holdVerified(tx: Tx, accountId: string, domain: string): Promise<boolean> {
  const row = await tx.first(
    liveDomains
      .where('accountId', '=', accountId)
      .where('domain', '=', domain)
      .where('verifiedAt', 'is not', null)
      .forShare(),
  )
  return row !== undefined
}

export async function findProviderOf(db: Db, accountId: string): Promise<ProviderRow | undefined> {
  return db.first(liveProviders.where('accountId', '=', accountId))
}

export async function findProvider(db: Db, id: string): Promise<ProviderRow | undefined> {
  return db.first(liveProviders.where('id', '=', id))
}

/** The same, held `for share`: who removes it waits, and then finds the session that came by it. */
export async function holdProvider(tx: Tx, id: string): Promise<boolean> {
  return (await tx.first(liveProviders.where('id', '=', id).forShare())) !== undefined
}

export interface AccountRow {
  readonly kind: string
  readonly channelId: string
}

export async function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  return db.first(sqlBuilder.selectFrom('accounts').select(['kind', 'channelId']).where('id', '=', id))
}
