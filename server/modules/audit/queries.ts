import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { listAuditEvents as operation } from '#contract/audit.ts'
import { idPrefixes } from '#contract/ids.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { Actor } from '#kernel/actor.ts'
import { midnight } from '#kernel/calendar.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { instantKeyOf, readInstantCursor, toPage } from '#kernel/pages.ts'
import { seesOnlyAssigned } from '#modules/partners/index.ts'
import { viewEvent } from './rules.ts'
import type { EventRow } from './rules.ts'

type Condition = RawBuilder<unknown>

/** The log of the caller's account, newest first: what was done in it, for it and by its members, and refused. */
export async function listAuditEvents(
  ctx: QueryContext,
  by: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const before = readInstantCursor(by.cursor, idPrefixes.auditEvent)
  await ctx.passed
  const { actor } = ctx
  const conditions = [...narrowed(actor), ...filters(by), ...(await stretch(ctx.db, actor.channelId, by))]
  if (before) conditions.push(sql`(e.at, e.id) < (${before.instant}, ${before.id})`)
  const parts = visibleParts(actor).map(
    (visible) => sql`(
  select ${columns} from procura.audit_events e
  where e.channel_id = ${actor.channelId} and ${sql.join([visible, ...conditions], sql` and `)}
  order by e.at desc, e.id desc limit ${by.limit + 1})`,
  )
  const events = sql<EventRow>`
select * from (${sql.join(parts, sql` union all `)}) found order by at desc, id desc limit ${by.limit + 1}`
  const rows = await ctx.db.all<EventRow>(events.compile(sqlBuilder))
  return toPage(
    rows,
    by.limit,
    ({ at, id }) => instantKeyOf(at, id),
    (row) => viewEvent(row, actor),
  )
}

const columns = sql`
    e.id, e.at, e.operation, e.result, e.code, e.actor_kind, e.actor_member_id, e.actor_member_name,
    e.actor_partner_id, e.authorization_id, e.acting_session_id, e.api_key_id, e.customer_id, e.subjects, e.reason,
    e.detail, e.request_id, e.sent_from`

/**
 * Whose events an account sees, each part by an index of its own. A distributor also sees what its members did in the
 * accounts of its resellers' customers, and nothing else of them.
 */
function visibleParts({ kind, partnerKind, accountId }: Actor): Condition[] {
  if (kind === 'customer') return [sql`e.customer_id = ${accountId}`]
  if (kind === 'operator') return [sql`true`]
  if (kind !== 'partner') return [sql`false`]
  const own = sql`e.partner_id = ${accountId}`
  if (partnerKind !== 'distributor') return [own]
  return [own, sql`e.actor_partner_id = ${accountId} and e.actor_partner_id is distinct from e.partner_id`]
}

/** A member who is only account manager sees what they did, and what concerns the customers assigned to them. */
function narrowed({ kind, roles, channelId, memberId }: Actor): Condition[] {
  if (kind !== 'partner' || !seesOnlyAssigned(roles)) return []
  return [
    sql`(e.actor_member_id = ${memberId} or e.customer_id in (
      select c.id from procura.customers c where c.channel_id = ${channelId} and c.account_manager_id = ${memberId}))`,
  ]
}

function filters(by: Input<typeof operation>): Condition[] {
  const given: Condition[] = []
  const add = <T>(value: T | undefined, condition: (value: T) => Condition) =>
    void (value === undefined || given.push(condition(value)))
  add(by.customerId, (id) => sql`e.customer_id = ${id}`)
  add(by.operation, (name) => sql`e.operation = ${name}`)
  add(by.result, (result) => sql`e.result = ${result}`)
  add(by.subject, (id) => sql`${id} = any(e.subjects)`)
  add(by.actingSessionId, (id) => under(sql`e.acting_session_id`, id))
  add(by.authorizationId, (id) => under(sql`e.authorization_id`, id))
  add(by.from, (date) => sql`e.at >= ${midnight(date, 0)}`)
  add(by.to, (date) => sql`e.at < ${midnight(date, 1)}`)
  return given
}

/** What was done under something, and what was done to it. */
function under(column: Condition, id: string): Condition {
  return sql`(${column} = ${id} or ${id} = any(e.subjects))`
}

/**
 * Where in the log something of one customer is looked for, so that no more of it is read than needed: an acting
 * session while it lasted, and for a day more, in which a sweep writes down that it ran out; an authorization
 * since it was asked for. What the caller may not see, as a reseller its distributor's, is looked for everywhere.
 */
async function stretch(db: Db, channelId: string, by: Input<typeof operation>): Promise<Condition[]> {
  const { actingSessionId, authorizationId } = by
  const acting = sqlBuilder.selectFrom('actingSessions').where('channelId', '=', channelId)
  const authorizations = sqlBuilder.selectFrom('authorizations').where('channelId', '=', channelId)
  const [session, authorization] = await Promise.all([
    actingSessionId &&
      db.first(acting.select(['customerId', 'startedAt', 'expiresAt']).where('id', '=', actingSessionId)),
    authorizationId && db.first(authorizations.select(['customerId', 'requestedAt']).where('id', '=', authorizationId)),
  ])
  const found: Condition[] = []
  if (session) {
    const writtenDown = new Date(session.expiresAt.getTime() + dayMs)
    found.push(sql`e.customer_id = ${session.customerId}`, sql`e.at between ${session.startedAt} and ${writtenDown}`)
  }
  if (authorization)
    found.push(sql`e.customer_id = ${authorization.customerId}`, sql`e.at >= ${authorization.requestedAt}`)
  return found
}

const dayMs = 86_400_000
