import { sql } from 'kysely'
import { pendingAuthorizationDays } from '#contract/authorizations.ts'
import type { ApprovalMode } from '#contract/authorizations.ts'
import type { AuthorizationFacts } from '#contract/authority.ts'
import type { ScopeAction } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { seesOnlyAssigned } from '#modules/partners/index.ts'
import type { AuthorizationRow, Terms } from './rules.ts'

/** At which instant, and in which month, authorizations and their limits are looked at. */
export interface Instant {
  readonly now: Date
  readonly month: string
}

/** What time has made of an authorization: what is over counts as over also before a sweep has said so. */
export function stateAt(now: Date) {
  const days = sql.lit(pendingAuthorizationDays)
  return sql<string>`case
    when a.state = 'active' and a.valid_until <= ${now}::timestamptz then 'expired'
    when a.state = 'pending' and (a.valid_until <= ${now}::timestamptz
      or a.requested_at <= ${now}::timestamptz - ${days} * interval '1 day') then 'lapsed'
    else a.state end`
}

function roomOf(limit: 'm' | 'o', month: string) {
  const { maximum, reserved, posted, period } = {
    maximum: sql.ref(`${limit}.maximum`),
    reserved: sql.ref(`${limit}.reserved`),
    posted: sql.ref(`${limit}.posted`),
    period: sql.ref(`${limit}.period`),
  }
  return sql<bigint | null>`case when ${period} in ('all', ${month})
    then greatest(${maximum} - ${reserved} - ${posted}, 0) else ${maximum} end`
}

/** Authorizations of a channel with what is left of them. Whoever reads them says whose. */
function authorizationsOf(channelId: string, { now, month }: Instant) {
  return sqlBuilder
    .selectFrom('authorizations as a')
    .innerJoin('accounts as c', 'c.id', 'a.customerId')
    .innerJoin('accounts as p', 'p.id', 'a.partnerId')
    .leftJoin('limits as m', (on) =>
      on
        .onRef('m.channelId', '=', 'a.channelId')
        .onRef('m.authorizationId', '=', 'a.id')
        .on('m.kind', '=', 'authorization_month'),
    )
    .leftJoin('limits as o', (on) =>
      on
        .onRef('o.channelId', '=', 'a.channelId')
        .onRef('o.authorizationId', '=', 'a.id')
        .on('o.kind', '=', 'authorization_orders'),
    )
    .select(['a.id', 'a.channelId', 'a.customerId', 'c.name as customerName', 'a.partnerId', 'p.name as partnerName'])
    .select(['a.source', 'a.message', 'a.requestedScope', 'a.currency', 'a.actions', 'a.serviceFamilies'])
    .select(['a.longestTermMonths', 'a.maxOrderMinor', 'a.maxMonthMinor', 'a.maxOrders', 'a.validFrom', 'a.validUntil'])
    .select([
      'a.approvalMode',
      'a.approveAboveMinor',
      'a.commitmentLetterVersion',
      'a.authorizationLetterVersion',
      'a.requestedBy',
    ])
    .select(['a.commitmentLetterSha256', 'a.authorizationLetterSha256', 'a.autoExtend', 'a.firstUntil', 'a.renews'])
    .select(['a.requestedByName', 'a.requestedAt', 'a.decidedAt', 'a.endedAt', 'a.reason'])
    .select([stateAt(now).as('state'), roomOf('m', month).as('monthRoom'), roomOf('o', month).as('ordersRoom')])
    .where('a.channelId', '=', channelId)
    .$castTo<AuthorizationRow>()
}

/**
 * The one place that says whose authorizations an actor may see: a customer its own, a partner those it asked for; a
 * member who is only account manager, those by the customers assigned to them.
 */
export function visibleAuthorizations(actor: Actor, at: Instant) {
  const own = actor.kind === 'customer' ? 'a.customerId' : 'a.partnerId'
  const visible = authorizationsOf(actor.channelId, at).where(own, '=', actor.accountId)
  if (actor.kind !== 'partner' || !seesOnlyAssigned(actor.roles)) return visible
  return visible.where((assigned) =>
    assigned.exists(
      assigned
        .selectFrom('customers as own')
        .select('own.id')
        .whereRef('own.channelId', '=', 'a.channelId')
        .whereRef('own.id', '=', 'a.customerId')
        .where('own.accountManagerId', '=', actor.memberId),
    ),
  )
}

export async function findAuthorization(
  db: Db,
  actor: Actor,
  id: string,
  at: Instant,
): Promise<AuthorizationRow | undefined> {
  return db.first(visibleAuthorizations(actor, at).where('a.id', '=', id))
}

/** What an acting session stands on, for whoever may see that session. */
export async function findAuthorizationBehind(
  db: Db,
  session: { readonly channelId: string; readonly authorizationId: string },
  at: Instant,
): Promise<AuthorizationRow | undefined> {
  return db.first(authorizationsOf(session.channelId, at).where('a.id', '=', session.authorizationId))
}

/**
 * The row taken `for update`, before anything else of the command: orders hold it `for share`, so PostgreSQL puts
 * whoever changes it and every order under it into one sequence.
 */
export async function lockAuthorization(
  tx: Tx,
  actor: Actor,
  id: string,
  at: Instant,
): Promise<AuthorizationRow | undefined> {
  return tx.first(visibleAuthorizations(actor, at).where('a.id', '=', id).forUpdate('a'))
}

/**
 * Inserts a request unless one is asked already, or given and not to be renewed by this one; false then, also when two
 * requests race.
 */
export async function insertAuthorization(tx: Tx, row: AuthorizationRow): Promise<boolean> {
  const { customerName: _, partnerName: __, monthRoom: ___, ordersRoom: ____, ...columns } = row
  const inserted = await tx.first(
    sqlBuilder
      .insertInto('authorizations')
      .values({
        ...columns,
        requestedScope: JSON.stringify(row.requestedScope),
        actions: [...row.actions],
        serviceFamilies: [...row.serviceFamilies],
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
  )
  return inserted !== undefined
}

/** The state of what stands in the way of a new request. */
export async function findOpenState(db: Db, actor: Actor, customerId: string): Promise<string | undefined> {
  const row = await db.first(
    sqlBuilder
      .selectFrom('authorizations')
      .select('state')
      .where('channelId', '=', actor.channelId)
      .where('customerId', '=', customerId)
      .where('partnerId', '=', actor.accountId)
      .where('state', 'in', ['pending', 'active']),
  )
  return row?.state
}

export interface AuthorizationChange extends Partial<Terms> {
  readonly state?: string
  readonly approvalMode?: string
  readonly approveAboveMinor?: bigint | null
  readonly authorizationLetterVersion?: number
  readonly authorizationLetterSha256?: string | null
  readonly decidedBy?: string
  readonly decidedAt?: Date
  readonly endedBy?: string
  readonly endedAt?: Date
  readonly reason?: string
}

export function updateAuthorization(tx: Tx, row: AuthorizationRow, change: AuthorizationChange): void {
  const { actions, serviceFamilies, ...plain } = change
  tx.write(
    sqlBuilder
      .updateTable('authorizations')
      .set({
        ...plain,
        ...(actions ? { actions: [...actions] } : {}),
        ...(serviceFamilies ? { serviceFamilies: [...serviceFamilies] } : {}),
      })
      .where('channelId', '=', row.channelId)
      .where('id', '=', row.id),
  )
}

/** Written at once, since there may be no second one in force when the next is written. */
export async function expireAuthorization(tx: Tx, { channelId, id }: AuthorizationRow, endedAt: Date): Promise<void> {
  await tx.all(
    sqlBuilder
      .updateTable('authorizations')
      .set({ state: 'expired', endedAt })
      .where('channelId', '=', channelId)
      .where('id', '=', id),
  )
}

/** Whether the customer is still associated as reseller, held so until the decision has committed. */
export async function lockResellerAssociation(tx: Tx, channelId: string, customerId: string): Promise<boolean> {
  const row = await tx.first(
    sqlBuilder
      .selectFrom('customers as c')
      .innerJoin('associations as s', (on) =>
        on.onRef('s.channelId', '=', 'c.channelId').onRef('s.id', '=', 'c.associationId'),
      )
      .select(['s.type', 's.endedAt'])
      .where('c.channelId', '=', channelId)
      .where('c.id', '=', customerId)
      .forShare('s'),
  )
  return row?.type === 'reseller' && row.endedAt === null
}

export interface Grant {
  readonly id: string
  readonly facts: AuthorizationFacts
}

/**
 * The authorization that counts between a partner and a customer, for who only asks: the one in force, else the one
 * asked for, else the last there was.
 */
export async function findGrant(
  db: Db,
  by: { channelId: string; customerId: string; partnerId: string },
  at: Instant,
): Promise<Grant | undefined> {
  const state = stateAt(at.now)
  const row = await db.first(
    sqlBuilder
      .selectFrom('authorizations as a')
      .select(['a.id', 'a.validFrom', 'a.validUntil', 'a.actions', 'a.serviceFamilies', state.as('state')])
      .select(['a.longestTermMonths', 'a.maxOrderMinor', 'a.approvalMode', 'a.approveAboveMinor'])
      .where('a.channelId', '=', by.channelId)
      .where('a.customerId', '=', by.customerId)
      .where('a.partnerId', '=', by.partnerId)
      .orderBy(sql`array_position(array['active', 'pending'], ${state})`, (order) => order.asc().nullsLast())
      .orderBy('a.requestedAt', 'desc')
      .limit(1),
  )
  return row && viewGrant(row)
}

interface GrantRow extends Omit<AuthorizationFacts, 'actions' | 'approvalMode'> {
  readonly id: string
  readonly actions: string[]
  readonly approvalMode: string | null
}

function viewGrant({ id, actions, approvalMode, ...facts }: GrantRow): Grant {
  return {
    id,
    facts: { ...facts, actions: actions as ScopeAction[], approvalMode: approvalMode as ApprovalMode | null },
  }
}

/**
 * The authorization that is in force between a partner and a customer, held `for share`: whoever revokes it waits for
 * the one who begins something under it, or is seen by them.
 */
export async function lockGrant(
  tx: Tx,
  by: { channelId: string; customerId: string; partnerId: string },
): Promise<Grant | undefined> {
  const row = await tx.first(
    sqlBuilder
      .selectFrom('authorizations')
      .select(['id', 'state', 'validFrom', 'validUntil', 'actions', 'serviceFamilies'])
      .select(['longestTermMonths', 'maxOrderMinor', 'approvalMode', 'approveAboveMinor'])
      .where('channelId', '=', by.channelId)
      .where('customerId', '=', by.customerId)
      .where('partnerId', '=', by.partnerId)
      .where('state', '=', 'active')
      .forShare(),
  )
  return row && viewGrant(row)
}
