import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { refuse, Refusal } from '#contract/refusals.ts'
import { batch } from './batch.ts'
import { brokenConstraint, compiledOf, isConnectionLoss, senderOn, sqlState } from './db.ts'
import type { Sender, Statement, Tx } from './db.ts'
import type { Visibility } from './actor.ts'

const attempts = 3
const settingWord = /^[a-z0-9_]*$/

export interface TransactionOptions {
  readonly visibility: Visibility
  readonly readOnly?: boolean
  /**
   * Sent ahead of everything the work sends, in the same flush. No answer reaches the work before the gate has
   * passed, and nothing is written when it throws.
   */
  readonly gate?: (tx: Tx) => Promise<void>
}

/** What row-level security needs. Settings take no parameters, so every word is checked and inlined. */
function settingsOf({ kind, channelId, accountId }: Visibility): string[] {
  for (const word of [kind, channelId, accountId])
    if (!settingWord.test(word)) throw new Error('a setting of the transaction is not a plain word')
  return [
    `set local procura.channel = '${channelId}'`,
    `set local procura.kind = '${kind}'`,
    `set local procura.account = '${accountId}'`,
  ]
}

function begin({ say }: Sender, { visibility, readOnly }: TransactionOptions): Promise<unknown> {
  return Promise.all([readOnly ? 'begin read only' : 'begin', ...settingsOf(visibility)].map(say))
}

/**
 * Goes on as an account in a transaction that began as nobody's: for what a person has done in all of theirs. What is
 * written as that account is sent at once, since the next one may follow.
 */
export async function asAccount(tx: Tx, visibility: Visibility, work: (tx: Tx) => Promise<void>): Promise<void> {
  await Promise.all(settingsOf(visibility).map((sql) => tx.all({ sql, parameters: [], once: true })))
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
      const [sent, through] = await Promise.allSettled([send(statement), passed])
      if (through.status === 'rejected') throw through.reason
      if (sent.status === 'rejected') throw sent.reason
      return sent.value.rows
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
