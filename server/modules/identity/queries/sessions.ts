import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { accountOfWord } from '../rules.ts'

/** The sandbox may shift the clock; everything that ends, ends by this one. */
const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`
/** A session that nobody uses for so long is over. */
export const sessionIdleHours = 2

/** A session is alive until it is ended, past its end, or idle for too long. */
export const liveSessions = sqlBuilder
  .selectFrom('sessions')
  .where('endedAt', 'is', null)
  .where('sessions.expiresAt', '>', now)
  .where('lastUsedAt', '>', sql<Date>`${now} - ${sql.lit(sessionIdleHours)} * interval '1 hour'`)

export interface SessionRow {
  readonly id: string
  readonly accountName: string
  readonly startedAt: Date
  readonly lastUsedAt: Date
  readonly expiresAt: Date
  readonly startedFrom: string | null
  readonly userAgent: string | null
}

type Owner = Pick<Actor, 'identityId' | 'accountId' | 'vouchedBy'>

/** Newest first; one more than the limit, for the page to know that there is a next one. */
export async function listOwnSessions(
  db: Db,
  actor: Owner,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<SessionRow[]> {
  const within = accountOfWord(actor)
  const own = liveSessions
    .innerJoin('accounts', 'accounts.id', 'sessions.accountId')
    .select(['sessions.id', 'accounts.name as accountName', 'startedAt', 'lastUsedAt', 'sessions.expiresAt'])
    .select(['startedFrom', 'userAgent'])
    .where('identityId', '=', actor.identityId)
    .$if(within !== undefined, (some) => some.where('sessions.accountId', '=', within ?? ''))
    .$if(before !== undefined, (some) => some.where('sessions.id', '<', before ?? ''))
  return db.all(own.orderBy('sessions.id', 'desc').limit(limit + 1))
}

export interface EndedSession {
  readonly id: string
  readonly channelId: string
}

/** A session of the person's own, held until the end of the transaction. */
export async function lockSession(
  tx: Tx,
  actor: Owner,
  id: string,
): Promise<(EndedSession & { readonly endedAt: Date | null }) | undefined> {
  const within = accountOfWord(actor)
  return tx.first(
    sqlBuilder
      .selectFrom('sessions')
      .select(['id', 'channelId', 'endedAt'])
      .where('id', '=', id)
      .where('identityId', '=', actor.identityId)
      .$if(within !== undefined, (some) => some.where('accountId', '=', within ?? ''))
      .forUpdate(),
  )
}

/** Which sessions of a person end: all of them, or those of one account, and perhaps not the one that asks for it. */
export interface EndOfSessions {
  readonly kept: string | null
  readonly within?: string
  readonly endedAt: Date
}

/** Ends every session of a person, or every one but that which is kept, and tells which ones were. */
export async function endSessionsOf(
  tx: Tx,
  identityId: string,
  { kept, endedAt, within }: EndOfSessions,
): Promise<EndedSession[]> {
  const ended = sqlBuilder
    .updateTable('sessions')
    .set({ endedAt })
    .where('identityId', '=', identityId)
    .where('endedAt', 'is', null)
    .$if(kept !== null, (some) => some.where('id', '<>', kept))
    .$if(within !== undefined, (some) => some.where('accountId', '=', within ?? ''))
    .returning(['id', 'channelId'])
  return tx.all(ended)
}

/**
 * Ends the session that another takes the place of, and tells until when it was good. The gate has let nobody end it
 * beside this request: one session has one successor, and none after its end.
 */
export async function succeedSession(tx: Tx, sessionId: string, endedAt: Date): Promise<Date | undefined> {
  const row = await tx.first(
    sqlBuilder
      .updateTable('sessions')
      .set({ endedAt })
      .where('id', '=', sessionId)
      .where('endedAt', 'is', null)
      .returning('expiresAt'),
  )
  return row?.expiresAt
}

/** From now on the session counts as one that has just shown a factor. */
export function keepStepUp(tx: Tx, sessionId: string, steppedUpUntil: Date): void {
  tx.write(sqlBuilder.updateTable('sessions').set({ steppedUpUntil }).where('id', '=', sessionId))
}

/** What an identity provider has let in: all of it, or what is of people with an e-mail of a domain. */
export interface Vouched {
  readonly domain?: string
  readonly endedAt: Date
}

/** Everybody with an e-mail of a domain. */
export const peopleAt = (domain = '') =>
  sqlBuilder
    .selectFrom('identities')
    .select('id')
    .where(sql<string>`split_part(email, '@', 2)`, '=', domain)

/** Who has live sessions that an identity provider has let in, or API keys made in them, in the order of their ids. */
export async function listVouched(tx: Tx, identityProviderId: string, domain?: string): Promise<string[]> {
  const vouched = (table: 'sessions' | 'apiKeys', end: 'endedAt' | 'revokedAt') =>
    sqlBuilder
      .selectFrom(table)
      .select('identityId')
      .where('identityProviderId', '=', identityProviderId)
      .where(end as 'identityId', 'is', null)
      .where('expiresAt', '>', now)
      .$if(domain !== undefined, (some) => some.where('identityId', 'in', peopleAt(domain)))
  const people = await tx.all(
    vouched('sessions', 'endedAt').union(vouched('apiKeys', 'revokedAt')).orderBy('identityId'),
  )
  return people.map(({ identityId }) => identityId)
}

/** Ends the live sessions that an identity provider has let in. */
export async function endSessionsVouchedBy(
  tx: Tx,
  identityProviderId: string,
  { domain, endedAt }: Vouched,
): Promise<EndedSession[]> {
  return tx.all(
    sqlBuilder
      .updateTable('sessions')
      .set({ endedAt })
      .where('identityProviderId', '=', identityProviderId)
      .where('endedAt', 'is', null)
      .where('expiresAt', '>', now)
      .$if(domain !== undefined, (some) => some.where('identityId', 'in', peopleAt(domain)))
      .returning(['id', 'channelId']),
  )
}
