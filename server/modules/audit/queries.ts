import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { listAuditEvents as operation } from '#contract/audit.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { seesOnlyAssigned } from '#modules/partners/index.ts'
import { viewEvent } from './rules.ts'
import type { EventRow } from './rules.ts'

type Condition = RawBuilder<unknown>

/** The log of the caller's account, newest first: what was done in it, for it and by its members, and refused. */
export async function listAuditEvents(
  ctx: QueryContext,
  by: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const after = readCursor(by.cursor, /^aud_[0-9a-z]{26}$/)
  await ctx.passed
  const { actor } = ctx
  const conditions = [...narrowed(actor), ...filters(by)]
  if (after !== undefined) conditions.push(sql`e.id < ${after}`)
  const parts = visibleParts(actor).map(
    (visible) => sql`(
  select ${columns} from procura.audit_events e
  where e.channel_id = ${actor.channelId} and ${sql.join([visible, ...conditions], sql` and `)}
  order by e.id desc limit ${by.limit + 1})`,
  )
  const events = sql<EventRow>`
select * from (${sql.join(parts, sql` union all `)}) found order by id desc limit ${by.limit + 1}`
  const rows = await ctx.db.all<EventRow>(events.compile(sqlBuilder))
  return toPage(
    rows,
    by.limit,
    ({ id }) => id,
    (row) => viewEvent(row, actor.kind),
  )
}

const columns = sql`
    e.id, e.at, e.operation, e.result, e.code, e.actor_kind, e.actor_member_id, e.actor_member_name,
    e.actor_partner_id, e.authorization_id, e.acting_session_id, e.customer_id, e.subjects, e.reason, e.detail,
    e.request_id, e.sent_from`

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

function filters({ customerId, operation: name, subject }: Input<typeof operation>): Condition[] {
  const given: Condition[] = []
  if (customerId !== undefined) given.push(sql`e.customer_id = ${customerId}`)
  if (name !== undefined) given.push(sql`e.operation = ${name}`)
  if (subject !== undefined) given.push(sql`${subject} = any(e.subjects)`)
  return given
}
