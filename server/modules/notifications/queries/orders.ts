import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { ApprovalNews, OrderNews } from '../rules.ts'

/** One order that was placed on behalf of a customer, with the names of both sides. */
const orderOnBehalf = (channelId: string, id: string) =>
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

/** An order of which the customer wants to be told, as of each. */
export async function findOrderNews(db: Db, channelId: string, id: string): Promise<OrderNews | undefined> {
  return db.first(orderOnBehalf(channelId, id).where('a.approvalMode', '=', 'notify'))
}

/** An order that waits for approval, or did, with what became of it. Undefined where it never had to wait. */
export async function findApprovalNews(db: Db, channelId: string, id: string): Promise<ApprovalNews | undefined> {
  return db.first(
    orderOnBehalf(channelId, id)
      .leftJoin('members as m', (on) =>
        on.onRef('m.channelId', '=', 'o.channelId').onRef('m.id', '=', 'o.placedByMemberId').on('m.active', '=', true),
      )
      .select(['o.state', 'o.committedMinor', 'o.decidedByName', 'o.decisionReason as reason', 'o.lapsesAt'])
      .select('m.email as placerEmail')
      .where('o.paysOnceApproved', 'is not', null),
  )
}

/** The e-mail of one member, while they are one. */
export async function findEmail(db: Db, channelId: string, memberId: string): Promise<string | undefined> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('members')
      .select('email')
      .where('channelId', '=', channelId)
      .where('id', '=', memberId)
      .where('active', '=', true),
  )
  return row?.email
}
