import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type pg from 'pg'
import { refuse, Refusal } from '#contract/refusals.ts'
import { batch } from './batch.ts'
import { brokenConstraint, compiledOf, isConnectionLoss, prepare, senderOn, sqlBuilder, sqlState } from './db.ts'
import type { Prepared, Sender, Statement, Tx } from './db.ts'
import type { Lock } from './lock-name.ts'
import type { Visibility } from './actor.ts'

const attempts = 3

export interface TransactionOptions {
  readonly visibility: Visibility
  readonly readOnly?: boolean
  /** Taken in this order before anything else, each until the end of the transaction. */
  readonly locks?: readonly Lock[]
  /**
   * Sent ahead of everything the work sends, in the same flush. No answer reaches the work before the gate has
   * passed, and nothing is written when it throws.
   */
  readonly gate?: (tx: Tx) => Promise<void>
}

type Opening = Readonly<Record<string, string | bigint>>

const setting = (name: string, value: unknown) =>
  sql`set_config(${sql.lit(`procura.${name}`)}, ${value}, true)`.as(name)
const openings = new Map<string, (by: Opening) => Prepared<unknown>>()

/**
 * What row-level security needs, and the locks, by one statement: what stands in it is done from left to right. There
 * is a statement for each way in which locks are shared or not.
 */
function settingsOf(visibility: Visibility, locks: readonly Lock[] = []): Prepared<unknown> {
  const ways = locks.map(({ isShared }) => (isShared ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'))
  const known = openings.get(ways.join())
  const open =
    known ??
    prepare((by: Opening) =>
      sqlBuilder.selectNoFrom([
        setting('channel', by['channelId']),
        setting('kind', by['kind']),
        setting('account', by['accountId']),
        ...ways.map((way, place) => sql`${sql.raw(way)}(${by[place]})`.as(`lock${place}`)),
      ]),
    )
  if (!known) openings.set(ways.join(), open)
  return open({ ...visibility, ...Object.fromEntries(locks.map(({ number }, place) => [place, number])) })
}

function begin({ say, send }: Sender, { visibility, readOnly, locks }: TransactionOptions): Promise<unknown> {
  return Promise.all([say(readOnly ? 'begin read only' : 'begin'), send(settingsOf(visibility, locks))])
}

/**
 * Goes on as an account in a transaction that began as nobody's: for what a person has done in all of theirs. What is
 * written as that account is sent at once, since the next one may follow.
 */
export async function asAccount(tx: Tx, visibility: Visibility, work: (tx: Tx) => Promise<void>): Promise<void> {
  await tx.all(settingsOf(visibility))
  const written: Statement<unknown>[] = []
  await work({ ...tx, write: (statement) => void written.push(statement) })
  await Promise.all(written.map((statement) => tx.all(statement)))
}

async function runOnce<T>(pool: pg.Pool, options: TransactionOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(() => refuse('unavailable', { retryAfter: 1 }))
  const sender = senderOn(client)
  let isOver = false
  const send: Sender['send'] = (statement) =>
    isOver ? Promise.reject(new Error('the transaction is over')) : sender.send(statement)
  const writes: Statement<unknown>[] = []
  const effects = new Set<(pool: pg.Pool) => void>()
  let broken: Error | undefined
  const all = async <R>(statement: Statement<R>): Promise<R[]> => (await send(statement)).rows
  const gateTx: Tx = {
    all,
    first: async (statement) => (await all(statement))[0],
    write: (statement) => void writes.push(statement),
    afterCommit: (effect) => void effects.add(effect),
  }
  try {
    const begun = begin(sender, options)
    const gate = options.gate?.(gateTx)
    const passed = Promise.all([begun, gate])
    passed.catch(() => undefined)
    const gatedAll = async <R>(statement: Statement<R>): Promise<R[]> => {
      const sent = send(statement)
      // Where both fail, it is the gate that tells why.
      sent.catch(() => undefined)
      await passed
      return (await sent).rows
    }
    const tx: Tx = { ...gateTx, passed, all: gatedAll, first: async (statement) => (await gatedAll(statement))[0] }
    const result = await work(tx)
    await passed
    await commit(sender, writes)
    for (const effect of effects) effect(pool)
    return result
  } catch (error) {
    // What was sent in this turn has not left yet: a rollback must not overtake it, and nothing may follow it.
    isOver = true
    await new Promise((done) => setImmediate(done))
    broken = await rollBack(client)
    throw isConnectionLoss(error) ? new Refusal('unavailable', { retryAfter: 1 }) : error
  } finally {
    client.release(broken)
  }
}

const commitStatement = { sql: 'commit', parameters: [] }

/** Sends the queued writes and COMMIT at once, and believes it only when PostgreSQL says COMMIT. */
async function commit({ send }: Sender, writes: readonly Statement<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(
    [...batch(writes.map(compiledOf)), commitStatement].map((statement) => send(statement)),
  )
  const last = results[results.length - 1]
  if (last?.status === 'fulfilled' && last.value.tag === 'COMMIT') return
  const failed = results.find((result) => result.status === 'rejected')
  // A statement refused by the database rolled everything back; a connection lost here may have committed.
  if (failed && sqlState(failed.reason) !== undefined && !isConnectionLoss(failed.reason)) throw failed.reason
  refuse('outcome_unknown', { retryAfter: 1 })
}

async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error('rollback failed')
  }
}

function isRetryable(error: unknown): boolean {
  const state = sqlState(error)
  // A limit passed in a race is decided anew: the next attempt sees the room that is left and refuses by name.
  return (
    state === '40001' || state === '40P01' || (state === '23514' && brokenConstraint(error) === 'limits_never_passed')
  )
}

/**
 * Runs `work` in one transaction: `begin`, the gate and the work's reads travel together, and its writes travel with
 * COMMIT. Conflicts between transactions are tried three times here. A lock that does not come in two seconds is
 * `busy`, a statement that takes thirty is `unavailable`, and a lost COMMIT is `outcome_unknown`.
 */
export async function transact<T>(
  pool: pg.Pool,
  options: TransactionOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, options, work)
    } catch (error) {
      if (sqlState(error) === '55P03') refuse('busy', { retryAfter: 1 })
      if (sqlState(error) === '57014') refuse('unavailable', { retryAfter: 5 })
      if (error instanceof Refusal || attempt >= attempts || !isRetryable(error)) throw error
      await new Promise((done) => setTimeout(done, randomInt(1, 20 * attempt)))
    }
  }
}
