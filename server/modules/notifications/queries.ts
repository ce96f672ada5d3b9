import { sql } from 'kysely'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { Mail } from './ports.ts'
import type { ActingNews, AuthorizationNews, OrderNews } from './rules.ts'

/** Keeps a mail for the sandbox to show. */
export async function keepMail(db: Db, { to, subject, text }: Mail): Promise<void> {
  const sentAt = sql<Date>`clock_timestamp() + (select shift from procura.clock)`
  await db.all(sqlBuilder.insertInto('keptMail').values({ recipient: to, subject, text, sentAt }))
}

/** Who decides for a customer, and reads what is done in its name. */
export async function listOwnerEmails(db: Db, channelId: string, customerId: string): Promise<string[]> {
  const rows = await db.all(
    sqlBuilder
      .selectFrom('members')
      .select('email')
      .where('channelId', '=', channelId)
      .where('accountId', '=', customerId)
      .where('active', '=', true)
      .where(sql<boolean>`'owner' = any(roles)`)
      .orderBy('id')
      .limit(maxOwnersTold),
  )
  return rows.map(({ email }) => email)
}

const maxOwnersTold = 50

export interface AuthorizationToTell extends AuthorizationNews {
  /** Null where the member who asked is no member any more. */
  readonly requesterEmail: string | null
}

export async function findAuthorizationNews(
  db: Db,
  channelId: string,
  id: string,
): Promise<AuthorizationToTell | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('authorizations as a')
      .innerJoin('accounts as c', 'c.id', 'a.customerId')
      .innerJoin('accounts as p', 'p.id', 'a.partnerId')
      .leftJoin('members as r', (on) =>
        on.onRef('r.channelId', '=', 'a.channelId').onRef('r.id', '=', 'a.requestedBy').on('r.active', '=', true),
      )
      .select(['c.name as customerName', 'p.name as partnerName', 'a.requestedByName as requesterName'])
      .select(['a.message', 'a.reason', 'a.actions', 'a.serviceFamilies', 'a.currency', 'a.maxOrderMinor'])
      .select(['a.maxMonthMinor', 'a.maxOrders', 'a.longestTermMonths', 'a.validFrom', 'a.validUntil'])
      .select('r.email as requesterEmail')
      .where('a.channelId', '=', channelId)
      .where('a.id', '=', id),
  )
}

export async function findActingNews(db: Db, channelId: string, id: string): Promise<ActingNews | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('actingSessions as t')
      .innerJoin('accounts as c', 'c.id', 't.customerId')
      .innerJoin('accounts as p', 'p.id', 't.partnerId')
      .select(['c.name as customerName', 'p.name as partnerName', 't.memberName', 't.reason'])
      .select(['t.startedAt', 't.expiresAt'])
      .where('t.channelId', '=', channelId)
      .where('t.id', '=', id),
  )
}

/** An order that was placed on behalf of a customer who wants to be told of each. */
export async function findOrderNews(db: Db, channelId: string, id: string): Promise<OrderNews | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('orders as o')
      .innerJoin('authorizations as a', (on) =>
        on.onRef('a.channelId', '=', 'o.channelId').onRef('a.id', '=', 'o.authorizationId'),
      )
      .innerJoin('accounts as c', 'c.id', 'o.customerId')
      .innerJoin('accounts as p', 'p.id', 'a.partnerId')
      .select(['o.id as orderId', 'c.name as customerName', 'p.name as partnerName', 'o.currency', 'o.totalMinor'])
      .select(['o.placedByMemberName as memberName', 'o.placedAt'])
      .where('o.channelId', '=', channelId)
      .where('o.id', '=', id)
      .where('a.approvalMode', '=', 'notify'),
  )
}
