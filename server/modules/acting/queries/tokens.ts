import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Permission } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { ActingTokensTable } from '#kernel/tables.gen.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

const findToken = prepare((by: { tokenHash: Buffer }) =>
  sqlBuilder
    .selectFrom('actingTokens as t')
    .innerJoin('apiKeys as k', 'k.id', 't.apiKeyId')
    .innerJoin('accounts as a', 'a.id', 'k.accountId')
    .select(['t.actingSessionId', 't.permissions', 't.createdAt'])
    .select(['k.id', 'k.identityId', 'k.memberId', 'k.accountId', 'k.channelId', 'k.expiresAt'])
    .select(['a.kind', 'a.partnerKind', 'a.name as accountName'])
    .where('t.tokenHash', '=', by.tokenHash)
    .where('k.revokedAt', 'is', null)
    .where('k.expiresAt', '>', now),
)

export interface FoundToken {
  readonly actor: Actor & { readonly apiKey: { readonly actingSessionId: string } }
  readonly createdAt: Date
}

/**
 * Who shows a token, as long as the key lives that it was opened with. Whether the acting session does, and all that it
 * stands on, is asked at the gate as of any other.
 */
export async function findActingToken(db: Db, tokenHash: Buffer): Promise<FoundToken | undefined> {
  const row = await db.first(findToken({ tokenHash }))
  if (!row) return undefined
  const { id, actingSessionId, permissions, expiresAt, createdAt, kind, partnerKind, ...member } = row
  const actor = {
    ...member,
    kind: kind as Actor['kind'],
    partnerKind: partnerKind as Actor['partnerKind'],
    sessionId: id,
    steppedUpUntil: null,
    vouchedBy: null,
    memberName: '',
    roles: [],
    apiKey: { id, permissions: permissions as Permission[], expiresAt, actingSessionId },
    acting: null,
  }
  return { actor, createdAt }
}

export function insertActingToken(tx: Tx, row: Insertable<ActingTokensTable>): void {
  tx.write(sqlBuilder.insertInto('actingTokens').values(row))
}
