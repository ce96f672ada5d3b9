import { createHash } from 'node:crypto'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from './actor.ts'
import { prepare, sqlBuilder } from './db.ts'
import type { Db, Tx } from './db.ts'

/** What a key belongs to: a member, a customer (or the account itself) and an operation; never the acting session. */
export interface IdempotencyKey {
  readonly channelId: string
  readonly accountId: string
  readonly memberId: string
  readonly operation: string
  readonly scopeId: string
  readonly key: string
  readonly requestHash: Buffer
}

export interface StoredAnswer {
  readonly status: number
  readonly response: string
}

/** Letters, digits and the signs of a UUID or a structured-field string; at most 255. */
export const idempotencyKeyForm = /^[A-Za-z0-9_.:/+="-]{1,255}$/

export function idempotencyKeyOf(
  actor: Actor,
  operation: string,
  scopeId: string,
  key: string,
  input: unknown,
): IdempotencyKey {
  const requestHash = createHash('sha256').update(JSON.stringify(input)).digest()
  const { channelId, accountId, memberId } = actor
  return { channelId, accountId, memberId, operation, scopeId, key, requestHash }
}

const insertKey = prepare((key: IdempotencyKey) =>
  sqlBuilder
    .insertInto('idempotencyKeys')
    .values({
      channelId: key.channelId,
      accountId: key.accountId,
      memberId: key.memberId,
      operation: key.operation,
      scopeId: key.scopeId,
      key: key.key,
      requestHash: key.requestHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key'),
)

const findAnswer = prepare((key: IdempotencyKey) =>
  sqlBuilder
    .selectFrom('idempotencyKeys')
    .select(['requestHash', 'status', 'response'])
    .where('channelId', '=', key.channelId)
    .where('memberId', '=', key.memberId)
    .where('operation', '=', key.operation)
    .where('scopeId', '=', key.scopeId)
    .where('key', '=', key.key),
)

const storeResponse = prepare((key: IdempotencyKey & StoredAnswer) =>
  sqlBuilder
    .updateTable('idempotencyKeys')
    .set({ status: key.status, response: key.response })
    .where('channelId', '=', key.channelId)
    .where('memberId', '=', key.memberId)
    .where('operation', '=', key.operation)
    .where('scopeId', '=', key.scopeId)
    .where('key', '=', key.key),
)

/**
 * Claims the key for this transaction; true when it is ours. A running twin is waited for as long as a lock may be.
 * The claim is undone with everything else when the command is refused, so a refusal leaves the key free.
 */
export async function claimKey(db: Db, key: IdempotencyKey): Promise<boolean> {
  return (await db.first(insertKey(key))) !== undefined
}

/** The answer that was given to this key. Refuses `idempotency_key_reused` when the request was another one. */
export async function findStoredAnswer(db: Db, key: IdempotencyKey): Promise<StoredAnswer> {
  const found = await db.first(findAnswer(key))
  if (!found?.response || !found.status) return refuse('busy', { retryAfter: 1 })
  if (!key.requestHash.equals(found.requestHash)) refuse('idempotency_key_reused', {})
  return { status: found.status, response: found.response }
}

export function storeAnswer(tx: Tx, key: IdempotencyKey, { status, response }: StoredAnswer): void {
  tx.write(storeResponse({ ...key, status, response }))
}
