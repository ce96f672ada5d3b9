import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Permission } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { lockName } from '#kernel/lock-name.ts'
import type { ApiKeysTable } from '#kernel/tables.gen.ts'
import { peopleAt } from './sessions.ts'
import type { Vouched } from './sessions.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

const findKey = prepare((by: { tokenHash: Buffer }) =>
  sqlBuilder
    .selectFrom('apiKeys as k')
    .innerJoin('accounts as a', 'a.id', 'k.accountId')
    .select(['k.id', 'k.identityId', 'k.memberId', 'k.accountId', 'k.channelId', 'k.permissions', 'k.expiresAt'])
    .select(['a.kind', 'a.partnerKind', 'a.name as accountName'])
    .select(sql<boolean>`coalesce(k.last_used_at < ${now} - interval '1 minute', true)`.as('isStale'))
    .where('k.tokenHash', '=', by.tokenHash)
    .where('k.revokedAt', 'is', null)
    .where('k.expiresAt', '>', now),
)

export type FoundKey = Actor & { readonly isStale: boolean }

/** Whose a key is while it is alive: neither revoked nor past its end. */
export async function findLiveKey(db: Db, tokenHash: Buffer): Promise<FoundKey | undefined> {
  const row = await db.first(findKey({ tokenHash }))
  if (!row) return undefined
  const { id, permissions, expiresAt, ...member } = row
  return {
    ...member,
    kind: row.kind as Actor['kind'],
    partnerKind: row.partnerKind as Actor['partnerKind'],
    sessionId: id,
    steppedUpUntil: null,
    vouchedBy: null,
    memberName: '',
    roles: [],
    apiKey: { id, permissions: permissions as Permission[], expiresAt, actingSessionId: null },
    acting: null,
  }
}

/** Marks a key used; at most once a minute, and not in anybody's transaction. */
export async function touchKey(db: Db, id: string): Promise<void> {
  await db.all(
    sqlBuilder
      .updateTable('apiKeys')
      .set({ lastUsedAt: sql<Date>`greatest(last_used_at, ${now})` })
      .where('id', '=', id),
  )
}

/** Held until the end of the transaction, so that a member who makes two keys at once makes one after the other. */
export async function lockKeys(tx: Tx, memberId: string): Promise<void> {
  await lockName(tx, 'api keys', memberId)
}

export async function countLiveKeys(db: Db, memberId: string, at: Date): Promise<number> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('apiKeys')
      .select((select) => select.fn.countAll<bigint>().as('live'))
      .where('memberId', '=', memberId)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', at),
  )
  return Number(row?.live ?? 0n)
}

export function insertKey(tx: Tx, row: Insertable<ApiKeysTable>): void {
  tx.write(sqlBuilder.insertInto('apiKeys').values(row))
}

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly permissions: readonly string[]
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** A member sees the keys that are its own, and nobody sees another's. */
const visibleKeys = ({ memberId }: Actor) =>
  sqlBuilder
    .selectFrom('apiKeys')
    .select(['id', 'name', 'prefix', 'permissions', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'])
    .where('memberId', '=', memberId)

/** Newest first; one more than the limit, for the page to know that there is a next one. */
export async function listKeys(
  db: Db,
  actor: Actor,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ApiKeyRow[]> {
  const found = before === undefined ? visibleKeys(actor) : visibleKeys(actor).where('id', '<', before)
  return db.all(found.orderBy('id', 'desc').limit(limit + 1))
}

export async function lockKey(tx: Tx, actor: Actor, id: string): Promise<ApiKeyRow | undefined> {
  return tx.first(visibleKeys(actor).where('id', '=', id).forUpdate())
}

export function endKey(tx: Tx, id: string, revokedAt: Date): void {
  tx.write(sqlBuilder.updateTable('apiKeys').set({ revokedAt }).where('id', '=', id).where('revokedAt', 'is', null))
}

export interface EndedKey {
  readonly id: string
  readonly channelId: string
}

/** Ends the live keys that were made in sessions which an identity provider has let in. */
export async function endKeysVouchedBy(
  tx: Tx,
  identityProviderId: string,
  { domain, endedAt }: Vouched,
): Promise<EndedKey[]> {
  return tx.all(
    sqlBuilder
      .updateTable('apiKeys')
      .set({ revokedAt: endedAt })
      .where('identityProviderId', '=', identityProviderId)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', now)
      .$if(domain !== undefined, (some) => some.where('identityId', 'in', peopleAt(domain)))
      .returning(['id', 'channelId']),
  )
}
