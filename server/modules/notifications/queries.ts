import { sql } from 'kysely'
import type { Insertable } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { FeedbackTable } from '#kernel/tables.gen.ts'
import type { Mail } from './ports.ts'
import type { ActingNews, AuthorizationNews, FeedbackNews } from './rules.ts'

const now = sql<Date>`(clock_timestamp() + (select shift from procura.clock))`

/** Keeps a mail for the sandbox to show. */
export async function keepMail(db: Db, { to, subject, text }: Mail): Promise<void> {
  await db.all(sqlBuilder.insertInto('keptMail').values({ recipient: to, subject, text, sentAt: now }))
}

/** Mail that was kept for thirty days is shown no more. */
export async function deleteOldMail(db: Db): Promise<void> {
  await db.all(sqlBuilder.deleteFrom('keptMail').where('sentAt', '<', sql<Date>`${now} - interval '30 days'`))
}

interface AccountOfChannel {
  readonly channelId: string
  readonly accountId: string
}

/** Who is told for an account: a customer's owners, or the admins of another. */
export async function listEmails(db: Db, account: AccountOfChannel, role: 'owner' | 'admin'): Promise<string[]> {
  return (await listTold(db, account, role)).map(({ email }) => email)
}

/** The same, with who they are. */
export async function listTold(
  db: Db,
  { channelId, accountId }: AccountOfChannel,
  role: 'owner' | 'admin',
): Promise<{ id: string; email: string }[]> {
  return db.all(
    sqlBuilder
      .selectFrom('members')
      .select(['id', 'email'])
      .where('channelId', '=', channelId)
      .where('accountId', '=', accountId)
      .where('active', '=', true)
      .where(sql<boolean>`${role} = any(roles)`)
      .orderBy('id')
      .limit(maxMembersTold),
  )
}

const maxMembersTold = 50

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
      .select(['a.maxMonthMinor', 'a.maxOrders', 'a.longestTermMonths', 'a.validFrom', 'a.validUntil', 'a.autoExtend'])
      .select(['a.approvalMode', 'a.approveAboveMinor'])
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

export async function countFeedbackSince(db: Db, { channelId, memberId }: Actor, since: Date): Promise<number> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('feedback')
      .select((select) => select.fn.countAll<bigint>().as('sent'))
      .where('channelId', '=', channelId)
      .where('memberId', '=', memberId)
      .where('sentAt', '>', since),
  )
  return Number(row?.sent ?? 0n)
}

export function insertFeedback(tx: Tx, row: Insertable<FeedbackTable>): void {
  tx.write(sqlBuilder.insertInto('feedback').values(row))
}

/** What somebody said, and who it was. */
export async function findFeedbackNews(db: Db, channelId: string, id: string): Promise<FeedbackNews | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('feedback as f')
      .innerJoin('members as m', (on) => on.onRef('m.channelId', '=', 'f.channelId').onRef('m.id', '=', 'f.memberId'))
      .innerJoin('accounts as a', 'a.id', 'f.accountId')
      .select(['m.name as memberName', 'm.email as memberEmail', 'a.name as accountName'])
      .select(['f.page', 'f.text', 'f.sentAt'])
      .where('f.channelId', '=', channelId)
      .where('f.id', '=', id),
  )
}

/** The accounts that run this cloud, each in a channel of its own. */
export async function listOperators(db: Db): Promise<{ channelId: string; accountId: string }[]> {
  return db.all(
    sqlBuilder.selectFrom('accounts').select(['channelId', 'id as accountId']).where('kind', '=', 'operator'),
  )
}
