import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { CurrencyCode } from '#contract/money.ts'
import type { getCustomer as operation, AssociationType, FreezeOrigin, FreezeScope } from '#contract/partners.ts'
import type { Input, Output } from '#contract/operation.ts'
import { sensitiveColumns } from '#contract/partners.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Prepared, Tx } from '#kernel/db.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { AuditedContext } from '#kernel/operations.ts'
import type { z } from 'zod'
import { viewCustomer } from '../rules.ts'
import type { Onlooker } from '../rules.ts'

/** A customer with everything that a row of Customer Management shows. Null where nothing is known of it. */
export interface CustomerRow {
  readonly id: string
  readonly name: string
  readonly accountName: string
  readonly email: string
  readonly mobile: string | null
  readonly currency: CurrencyCode
  readonly closedAt: Date | null
  readonly partnerId: string
  readonly partnerName: string
  readonly associationType: z.output<typeof AssociationType>
  readonly beganAt: Date
  readonly endedAt: Date | null
  readonly accountManagerId: string | null
  readonly accountManagerName: string | null
  readonly tags: string[]
  readonly freezeScope: z.output<typeof FreezeScope> | null
  readonly freezeOrigin: z.output<typeof FreezeOrigin> | null
  readonly freezeReason: string | null
  readonly frozenAt: Date | null
  readonly month: string | null
  readonly monthToDateMinor: bigint | null
  readonly budgetMinor: bigint | null
  readonly budgetUsedMinor: bigint | null
  readonly budgetUsagePercent: string | null
  readonly nextExpiryOn: string | null
  readonly openOrders: number | null
  readonly liveResources: number | null
  readonly authorizationId: string | null
  readonly authorizationState: string | null
  readonly validFrom: Date | null
  readonly validUntil: Date | null
}

/** What `customerSources` gives, under the names of `CustomerRow`. */
export const customerColumns = sql`
  c.id, c.name, c.account_name, c.email, c.mobile, c.currency, c.closed_at, c.partner_id, seller.name as partner_name,
  s.type as association_type, s.began_at, s.ended_at,
  manager.id as account_manager_id, manager.name as account_manager_name,
  array(
    select t.tag from procura.customer_tags t where t.channel_id = c.channel_id and t.customer_id = c.id order by t.tag
  ) as tags,
  f.scope as freeze_scope, f.origin as freeze_origin, f.reason as freeze_reason, f.frozen_at,
  m.month, m.month_to_date_minor, m.budget_minor, m.budget_used_minor, m.budget_usage_percent, m.next_expiry_on,
  m.open_orders, m.live_resources,
  a.id as authorization_id, a.state as authorization_state, a.valid_from, a.valid_until`

/** What belongs to the customer `c`; the authorization is the open one of this partner, or else the last to be over. */
export const customerSources = (partnerId: string): RawBuilder<unknown> => sql`
  join procura.associations s on s.channel_id = c.channel_id and s.id = c.association_id
  join procura.accounts seller on seller.id = c.partner_id
  left join procura.customer_summaries m on m.channel_id = c.channel_id and m.customer_id = c.id
  left join procura.freezes f on f.channel_id = c.channel_id and f.id = c.freeze_id
  left join procura.members manager on manager.channel_id = c.channel_id and manager.id = c.account_manager_id
  left join lateral (
    select id, state, valid_from, valid_until from procura.authorizations
    where channel_id = c.channel_id and customer_id = c.id and partner_id = ${partnerId}
    order by (state = 'active') desc, (state = 'pending') desc, greatest(decided_at, ended_at) desc nulls last, id desc
    limit 1
  ) a on true`

/** A statement written out, for whoever sends it. */
export function statementOf<R>(written: RawBuilder<R>): Prepared<R> {
  return written.compile(sqlBuilder)
}

/**
 * One customer. Its own members see it unmasked, without what its partner keeps about it; a partner's member sees what
 * they ask for by name, and the log says so; a delegate in the customer's account never does.
 */
export async function getCustomer(
  ctx: AuditedContext,
  { customerId, reveal }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await ctx.passed
  const { actor, facts, month } = ctx
  if (actor.acting && reveal) refuseWalls(['not_while_acting'])
  const isOwn = actor.kind === 'customer'
  const row = await findCustomer(ctx.db, actor.channelId, customerId, isOwn ? '' : actor.accountId)
  const onlooker: Onlooker = {
    month,
    unmasked: isOwn ? sensitiveColumns : (reveal ?? []),
    caller: isOwn || actor.acting ? null : { facts, partnerId: actor.accountId },
  }
  if (reveal && !isOwn) ctx.audit({ subjects: [customerId], detail: { columns: reveal } })
  const customer = viewCustomer(row, onlooker)
  return isOwn ? { ...customer, tags: [] } : customer
}

async function findCustomer(db: Db, channelId: string, customerId: string, partnerId: string): Promise<CustomerRow> {
  const row = await db.first(
    statementOf(sql<CustomerRow>`
select ${customerColumns} from procura.customers c ${customerSources(partnerId)}
where c.channel_id = ${channelId} and c.id = ${customerId}`),
  )
  if (!row) throw new Error('the customer that passed the gate is gone')
  return row
}

export interface FreezeInForce {
  readonly freezeId: string | null
  readonly freezeScope: string | null
}

/** The freeze in force, for a command that has the customer's row alone: no order commits beside it. */
export async function findFreeze(
  tx: Tx,
  by: { readonly channelId: string; readonly customerId: string },
): Promise<FreezeInForce> {
  const row = await tx.first(
    sqlBuilder
      .selectFrom('customers')
      .select(['freezeId', 'freezeScope'])
      .where('channelId', '=', by.channelId)
      .where('id', '=', by.customerId),
  )
  return row ?? { freezeId: null, freezeScope: null }
}

export interface NewFreeze {
  readonly channelId: string
  readonly id: string
  readonly customerId: string
  readonly partnerId: string
  readonly scope: z.output<typeof FreezeScope>
  readonly origin: z.output<typeof FreezeOrigin>
  readonly reason: string
  readonly frozenBy: string
  readonly frozenAt: Date
}

/** Puts a freeze in force, or with null none. */
export function setFreeze(
  tx: Tx,
  by: { readonly channelId: string; readonly customerId: string },
  freeze: NewFreeze | null,
): void {
  if (freeze) tx.write(sqlBuilder.insertInto('freezes').values(freeze))
  tx.write(
    sqlBuilder
      .updateTable('customers')
      .set({ freezeId: freeze?.id ?? null, freezeScope: freeze?.scope ?? null })
      .where('channelId', '=', by.channelId)
      .where('id', '=', by.customerId),
  )
}

export function liftFreeze(tx: Tx, channelId: string, freezeId: string, liftedBy: string, liftedAt: Date): void {
  tx.write(
    sqlBuilder
      .updateTable('freezes')
      .set({ liftedBy, liftedAt })
      .where('channelId', '=', channelId)
      .where('id', '=', freezeId),
  )
}

/** Sets the tags of a customer, whatever they were. */
export function setTags(
  tx: Tx,
  customer: { readonly channelId: string; readonly id: string; readonly partnerId: string },
  tags: readonly string[],
): void {
  const { channelId, id: customerId, partnerId } = customer
  const ofCustomer = sqlBuilder
    .deleteFrom('customerTags')
    .where('channelId', '=', channelId)
    .where('customerId', '=', customerId)
  tx.write(tags.length > 0 ? ofCustomer.where('tag', 'not in', [...tags]) : ofCustomer)
  if (tags.length === 0) return
  tx.write(
    sqlBuilder
      .insertInto('customerTags')
      .values(tags.map((tag) => ({ channelId, customerId, partnerId, tag })))
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** A member of a partner while the membership stands, with one of these roles. */
export async function findPartnerMember(
  db: Db,
  by: { readonly channelId: string; readonly partnerId: string; readonly memberId: string },
  roles: readonly string[],
): Promise<{ id: string; name: string } | undefined> {
  return db.first(
    sqlBuilder
      .selectFrom('members')
      .select(['id', 'name'])
      .where('channelId', '=', by.channelId)
      .where('id', '=', by.memberId)
      .where('accountId', '=', by.partnerId)
      .where('active', '=', true)
      .where(sql<boolean>`roles && ${[...roles]}::text[]`),
  )
}

export function setAccountManager(tx: Tx, channelId: string, customerId: string, memberId: string | null): void {
  tx.write(
    sqlBuilder
      .updateTable('customers')
      .set({ accountManagerId: memberId })
      .where('channelId', '=', channelId)
      .where('id', '=', customerId),
  )
}
