import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'

const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

export interface NewLink {
  readonly orderId: string
  readonly memberId: string
  readonly tokenHash: Buffer
  readonly expiresAt: Date
}

/** A second link of the same member takes the place of the first; one that is used stays used. */
export async function keepLink(db: Db, { orderId, memberId, tokenHash, expiresAt }: NewLink): Promise<void> {
  await db.all(
    sqlBuilder
      .insertInto('approvalLinks')
      .values({ orderId, memberId, tokenHash, expiresAt })
      .onConflict((conflict) =>
        conflict
          .columns(['orderId', 'memberId'])
          .doUpdateSet({ tokenHash, expiresAt })
          .where('approvalLinks.usedAt', 'is', null),
      ),
  )
}

const goodLinks = (tokenHash: Buffer) =>
  sqlBuilder
    .selectFrom('approvalLinks')
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)

/** The member whom a link was mailed to, as who they are when they use it. */
export async function findMailedMember(db: Db, tokenHash: Buffer): Promise<Actor | undefined> {
  const row = await db.first(
    goodLinks(tokenHash)
      .innerJoin('memberships as m', 'm.memberId', 'approvalLinks.memberId')
      .innerJoin('accounts as a', 'a.id', 'm.accountId')
      .select(['m.memberId', 'm.identityId', 'm.accountId', 'm.channelId', 'a.name as accountName']),
  )
  if (!row) return undefined
  const nobodyYet = {
    memberName: '',
    roles: [],
    sessionId: '',
    steppedUpUntil: null,
    vouchedBy: null,
    partnerKind: null,
  }
  return { ...row, ...nobodyYet, apiKey: null, acting: null, kind: 'customer' }
}

/** Which order a link is for. */
export async function findLinkedOrder(db: Db, tokenHash: Buffer): Promise<string | undefined> {
  return (await db.first(goodLinks(tokenHash).select('orderId')))?.orderId
}

/** The same, taken `for update`: of two who send one link at once, the second finds it used. */
export async function lockLinkedOrder(tx: Tx, tokenHash: Buffer): Promise<string | undefined> {
  return (await tx.first(goodLinks(tokenHash).select('orderId').forUpdate()))?.orderId
}

/**
 * Whether links are still good for an order: it waits, its time is not over, and the customer has not taken back the
 * authorization it was placed under.
 */
export async function waitsByLink(db: Db, channelId: string, orderId: string): Promise<boolean> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('orders as o')
      .innerJoin('authorizations as a', (on) =>
        on.onRef('a.channelId', '=', 'o.channelId').onRef('a.id', '=', 'o.authorizationId'),
      )
      .select('o.id')
      .where('o.channelId', '=', channelId)
      .where('o.id', '=', orderId)
      .where('o.state', '=', 'pending_approval')
      .where('o.lapsesAt', '>', now)
      .where('a.state', 'not in', ['revoked', 'ended']),
  )
  return row !== undefined
}

export function useLink(tx: Tx, tokenHash: Buffer, usedAt: Date): void {
  tx.write(sqlBuilder.updateTable('approvalLinks').set({ usedAt }).where('tokenHash', '=', tokenHash))
}
