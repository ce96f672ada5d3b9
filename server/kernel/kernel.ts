import type pg from 'pg'
import type { Logger } from 'pino'
import { refuse } from '#contract/refusals.ts'
import type { VerificationPurpose } from '#contract/verification.ts'
import type { Actor } from './actor.ts'
import type { TakeTurn } from './concurrency.ts'
import { isConnectionLoss, senderOn } from './db.ts'
import type { Db, Tx } from './db.ts'
import type { FactSources } from './gate.ts'
import type { Outgoing } from './outgoing.ts'
import type { Vault } from './seal.ts'
import type { BearerKind } from './tokens.ts'

/** Sign-in, as the kernel needs it; given by the module that owns it. */
export interface SessionSource {
  /** Whose session a token is, when it is alive. Marks it used, at most once a minute and apart from the request. */
  find(db: Db, tokenHash: Buffer): Promise<Actor | undefined>
  /** Whose a session was when it was last found here: that never changes, but it may be over by now. */
  recall(tokenHash: Buffer): Actor | undefined
}

/** Links that were mailed to one member, as the kernel needs them; given by the module that owns what they ask. */
export interface LinkSource {
  /** Whom a link was mailed to, while it is good. */
  find(db: Db, tokenHash: Buffer): Promise<Actor | undefined>
}

/** Finds by its hash who shows a token of one kind, when it is alive; undefined otherwise. */
export type BearerSource = (db: Db, tokenHash: Buffer) => Promise<Actor | undefined>

/** Verification codes, as the kernel needs them. */
export interface VerificationSource {
  /** Counts a try, in a transaction of its own, and gives the id of the code when it is the right one. */
  claim(
    tx: Tx,
    actor: Actor,
    purpose: VerificationPurpose,
    subjectId: string,
    code: string,
  ): Promise<string | undefined>
  /** Uses the code up with the command's own transaction; false when it was used meanwhile. */
  spend(tx: Tx, codeId: string): Promise<boolean>
}

/** Tries at what could be guessed, as the kernel counts them. */
export interface GuessSource {
  /** Counts one more try of whoever asks, for good; false when there were too many lately. */
  claim(db: Db, actor: Actor): Promise<boolean>
}

/** What the binder works with. One for a process; nothing in it is per request. */
export interface Kernel {
  readonly pool: pg.Pool
  readonly log: Logger
  readonly facts: FactSources
  readonly sessions: SessionSource
  readonly links: LinkSource
  /** What programs show, each kind given by the module that owns it. */
  readonly bearers: Readonly<Record<BearerKind, BearerSource>>
  readonly verification: VerificationSource
  readonly guesses: GuessSource
  readonly vault: Vault
  readonly outgoing: Outgoing
  /** One person's commands wait for each other here, and not each on a connection of its own. */
  readonly takeTurn: TakeTurn
  /** The origins a browser may send from; empty means the address it was called by. */
  readonly publicOrigin: string | null
  /** Sign-in is refused from elsewhere while the listener is plain http off loopback. */
  readonly plainHttpOffLoopback: boolean
  /** It runs with sample data, and shows mail instead of sending it. */
  readonly sandbox: boolean
  /** Every answer is checked against the contract: on in tests and the sandbox. */
  readonly checkAnswers: boolean
}

/** Reads outside any transaction, for plain tables. */
export function plainDb(pool: pg.Pool): Db {
  const all: Db['all'] = async (statement) => {
    const client = await pool.connect().catch(() => refuse('unavailable', { retryAfter: 1 }))
    let lost = false
    try {
      return (await senderOn(client).send(statement)).rows
    } catch (error) {
      lost = isConnectionLoss(error)
      if (lost) refuse('unavailable', { retryAfter: 1 })
      throw error
    } finally {
      client.release(lost)
    }
  }
  return { all, first: async (statement) => (await all(statement))[0] }
}
