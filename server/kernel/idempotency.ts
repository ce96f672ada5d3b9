import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal, refuse } from '#contract/refusals.ts'
import type { Actor } from './actor.ts'
import { prepare, sqlBuilder } from './db.ts'
import type { Db, Tx } from './db.ts'
import { eachChannel } from './directory.ts'
import { lockNumber } from './lock-name.ts'
import type { Lock } from './lock-name.ts'
import type { JobContext } from './worker.ts'

/**
 * What a key belongs to: a caller (a member, or the API key of a member's program), a customer (or the account itself)
 * and an operation; never the acting session.
 */
export interface IdempotencyKey {
  readonly channelId: string
  readonly accountId: string
  readonly callerId: string
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
  const { channelId, accountId, memberId, apiKey } = actor
  const callerId = apiKey?.id ?? memberId
  return { channelId, accountId, callerId, operation, scopeId, key, requestHash }
}

const findAnswer = prepare((key: IdempotencyKey) =>
  sqlBuilder
    .selectFrom('idempotencyKeys')
    .select(['requestHash', 'status', 'response'])
    .where('channelId', '=', key.channelId)
    .where('callerId', '=', key.callerId)
    .where('operation', '=', key.operation)
    .where('scopeId', '=', key.scopeId)
    .where('key', '=', key.key),
)

const insertAnswer = prepare((key: IdempotencyKey & StoredAnswer) =>
  sqlBuilder.insertInto('idempotencyKeys').values({
    channelId: key.channelId,
    accountId: key.accountId,
    callerId: key.callerId,
    operation: key.operation,
    scopeId: key.scopeId,
    key: key.key,
    requestHash: key.requestHash,
    status: key.status,
    response: key.response,
  }),
)

/** What a key has to say of a request that was sent before. */
type KeptAnswer = { readonly answer: StoredAnswer } | { readonly refusal: Refusal }

/**
 * Claims a key until the end of the transaction, which begins with this lock: a running twin is waited for as long as a
 * lock may take.
 */
export const claimOf = ({ channelId, callerId, operation, scopeId, key }: IdempotencyKey): Lock => ({
  number: lockNumber('idempotency key', channelId, callerId, operation, scopeId, key),
  isShared: false,
})

/** Keeps what the key has to say until the gate has passed: authority comes first. */
export async function answerOfKey(db: Db, key: IdempotencyKey): Promise<KeptAnswer | undefined> {
  try {
    const answer = await findStored(db, key)
    return answer && { answer }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error }
    throw error
  }
}

/**
 * The answer that was given to a claimed key before, as a twin has committed it. Undefined: it is free, and ours. A
 * refusal leaves it free, since only a command that commits stores its answer; the primary key is the last wall.
 * Refuses `idempotency_key_reused` when the request was another one.
 */
async function findStored(db: Db, key: IdempotencyKey): Promise<StoredAnswer | undefined> {
  const found = await db.first(findAnswer(key))
  if (!found) return undefined
  if (!key.requestHash.equals(found.requestHash)) refuse('idempotency_key_reused', {})
  return { status: found.status, response: found.response }
}

export function storeAnswer(tx: Tx, key: IdempotencyKey, { status, response }: StoredAnswer): void {
  tx.write(insertAnswer({ ...key, status, response }))
}

/** For so many days a retry finds the answer that was given. */
const keptDays = 30
/** No more of a channel at a time than is done in a moment: the next run takes the rest. */
const maxSwept = 20_000

/** Forgets keys by the clock of the world, which writes down when they came and which the sandbox does not shift. */
function deleteOldKeys(tx: Tx, channelId: string): void {
  const old = sqlBuilder
    .selectFrom('idempotencyKeys')
    .select(sql`ctid`.as('place'))
    .where('channelId', '=', channelId)
    .where('createdAt', '<', sql<Date>`now() - ${sql.lit(keptDays)} * interval '1 day'`)
    .limit(maxSwept)
  tx.write(
    sqlBuilder
      .deleteFrom('idempotencyKeys')
      .where('channelId', '=', channelId)
      .where(sql<boolean>`ctid = any(array(${old}))`),
  )
}

/** Forgets the keys, and the answers kept for them, that are older than a retry may be. */
export async function sweepIdempotencyKeys(context: JobContext): Promise<void> {
  await eachChannel(context, async (channelId, { tx }) => deleteOldKeys(tx, channelId))
}
