import { sql } from 'kysely'
import { idPrefixes } from '#contract/ids.ts'
import type { Input, Output } from '#contract/operation.ts'
import type * as contract from '#contract/resources.ts'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { instantKeyOf, readCursor, readInstantCursor, toPage } from '#kernel/pages.ts'
import { contains } from '#kernel/text-search.ts'
import { seesOnlyAssigned } from '#modules/partners/index.ts'
import { viewResource } from '../rules.ts'
import type { ResourceRow } from '../rules.ts'

const idForm = /^res_[0-9a-z]{26}$/

/**
 * The one place that says whose resources an actor may see: a partner those of its own customers, a distributor also
 * its resellers', a customer its own; a member who is only account manager, those of the customers assigned to them.
 */
function visibleResources(actor: Actor) {
  const found = sqlBuilder
    .selectFrom('resources as r')
    .innerJoin('customers as c', (on) => on.onRef('c.channelId', '=', 'r.channelId').onRef('c.id', '=', 'r.customerId'))
    .innerJoin('plans as p', 'p.id', 'r.planId')
    .where('r.channelId', '=', actor.channelId)
  if (actor.kind === 'customer') return found.where('r.customerId', '=', actor.accountId)
  if (actor.kind !== 'partner') return found.where(sql<boolean>`false`)
  const own = actor.partnerKind === 'distributor' ? found : found.where('r.partnerId', '=', actor.accountId)
  return seesOnlyAssigned(actor.roles) ? own.where('c.accountManagerId', '=', actor.memberId) : own
}

const shown = [
  'r.id',
  'r.customerId',
  'c.name as customerName',
  'r.name',
  'r.serviceCode',
  'r.planId',
  'p.name as planName',
  'r.region',
  'r.availabilityZone',
  'r.billingMode',
  'r.status',
  'r.orderId',
  'r.startsAt',
  'r.expiresAt',
  'r.autoRenew',
  'r.attributes',
] as const

type Visible = ReturnType<typeof visibleResources>
type Filters = Omit<Input<typeof contract.listResources>, 'tab' | 'customerName'>

function filtered(found: Visible, by: Filters) {
  let rows = found
  if (by.billingMode) rows = rows.where('r.billingMode', '=', by.billingMode)
  if (by.status) rows = rows.where('r.status', 'in', by.status)
  if (by.serviceCode) rows = rows.where('r.serviceCode', '=', by.serviceCode)
  if (by.region) rows = rows.where('r.region', '=', by.region)
  if (by.orderId) rows = rows.where('r.orderId', '=', by.orderId)
  // Both days are included; they are those of UTC, as periods are reckoned.
  if (by.expiresFrom) rows = rows.where('r.expiresAt', '>=', sql<Date>`${by.expiresFrom}::date::timestamptz`)
  if (by.expiresTo) rows = rows.where('r.expiresAt', '<', sql<Date>`(${by.expiresTo}::date + 1)::timestamptz`)
  return inOrder(rows, by)
    .select(shown)
    .limit(by.limit + 1)
}

function inOrder(rows: Visible, { sort, cursor }: Filters): Visible {
  if (sort === 'expiresAt') {
    const after = readInstantCursor(cursor, idPrefixes.resource)
    const expiring = rows.where('r.expiresAt', 'is not', null).orderBy('r.expiresAt').orderBy('r.id')
    return after ? expiring.where(sql<boolean>`(r.expires_at, r.id) > (${after.instant}, ${after.id})`) : expiring
  }
  const before = readCursor(cursor, idForm)
  const newest = rows.orderBy('r.id', 'desc')
  return before ? newest.where('r.id', '<', before) : newest
}

/** Where the next page goes on, in the order of this very list. */
function cursorOf({ sort }: Filters) {
  return ({ expiresAt, id }: ResourceRow) => (sort === 'expiresAt' && expiresAt ? instantKeyOf(expiresAt, id) : id)
}

/** What one customer has. */
export async function listCustomerResources(
  ctx: QueryContext,
  { customerId, ...by }: Input<typeof contract.listCustomerResources>,
): Promise<Output<typeof contract.listCustomerResources>> {
  await ctx.passed
  const rows = await ctx.db.all(filtered(visibleResources(ctx.actor).where('r.customerId', '=', customerId), by))
  return toPage(rows, by.limit, cursorOf(by), viewResource)
}

export async function getResource(
  ctx: QueryContext,
  { customerId, resourceId }: Input<typeof contract.getResource>,
): Promise<Output<typeof contract.getResource>> {
  await ctx.passed
  const row = await ctx.db.first(
    visibleResources(ctx.actor).select(shown).where('r.customerId', '=', customerId).where('r.id', '=', resourceId),
  )
  return viewResource(row ?? refuse('not_found', {}))
}

/** Over all the partner's own customers, or over those of its resellers, of which only a distributor has any. */
export async function listResources(
  ctx: QueryContext,
  { tab, customerName, ...by }: Input<typeof contract.listResources>,
): Promise<Output<typeof contract.listResources>> {
  await ctx.passed
  const { accountId } = ctx.actor
  let found = visibleResources(ctx.actor).where('r.partnerId', tab === 'customers' ? '=' : '!=', accountId)
  if (customerName) found = found.where(contains(sql.ref('c.name'), customerName))
  const rows = await ctx.db.all(filtered(found, by))
  return toPage(rows, by.limit, cursorOf(by), viewResource)
}
