import { sql } from 'kysely'
import type { Input, Output } from '#contract/operation.ts'
import type * as contract from '#contract/resources.ts'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { viewResource } from '../rules.ts'

const idForm = /^res_[0-9a-z]{26}$/

/**
 * The one place that says whose resources an actor may see: a partner those of its own customers, a distributor also
 * its resellers', a customer its own; a member who is only account manager, those of the customers assigned to them.
 */
function visibleResources(actor: Actor) {
  const found = sqlBuilder
    .selectFrom('resources as r')
    .innerJoin('customers as c', (on) => on.onRef('c.channelId', '=', 'r.channelId').onRef('c.id', '=', 'r.customerId'))
    .where('r.channelId', '=', actor.channelId)
  if (actor.kind === 'customer') return found.where('r.customerId', '=', actor.accountId)
  if (actor.kind !== 'partner') return found.where(sql<boolean>`false`)
  const own = actor.partnerKind === 'distributor' ? found : found.where('r.partnerId', '=', actor.accountId)
  const isOnlyManager = actor.roles.every((role) => role === 'account_manager')
  return isOnlyManager ? own.where('c.accountManagerId', '=', actor.memberId) : own
}

const shown = [
  'r.id',
  'r.customerId',
  'c.name as customerName',
  'r.name',
  'r.serviceCode',
  'r.planId',
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
type Filters = Omit<Input<typeof contract.listResources>, 'tab'>

function filtered(found: Visible, by: Filters) {
  const after = readCursor(by.cursor, idForm)
  let rows = found
  if (by.billingMode) rows = rows.where('r.billingMode', '=', by.billingMode)
  if (by.status) rows = rows.where('r.status', '=', by.status)
  if (by.serviceCode) rows = rows.where('r.serviceCode', '=', by.serviceCode)
  if (by.region) rows = rows.where('r.region', '=', by.region)
  if (by.orderId) rows = rows.where('r.orderId', '=', by.orderId)
  if (by.expiresFrom) rows = rows.where('r.expiresAt', '>=', sql<Date>`${by.expiresFrom}::date`)
  // Both days are included.
  if (by.expiresTo) rows = rows.where('r.expiresAt', '<', sql<Date>`${by.expiresTo}::date + 1`)
  if (after) rows = rows.where('r.id', '<', after)
  return rows
    .select(shown)
    .orderBy('r.id', 'desc')
    .limit(by.limit + 1)
}

/** What one customer has, newest first. */
export async function listCustomerResources(
  ctx: QueryContext,
  { customerId, ...by }: Input<typeof contract.listCustomerResources>,
): Promise<Output<typeof contract.listCustomerResources>> {
  await ctx.passed
  const rows = await ctx.db.all(filtered(visibleResources(ctx.actor).where('r.customerId', '=', customerId), by))
  return toPage(rows, by.limit, ({ id }) => id, viewResource)
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
  { tab, ...by }: Input<typeof contract.listResources>,
): Promise<Output<typeof contract.listResources>> {
  await ctx.passed
  const { accountId } = ctx.actor
  const rows = await ctx.db.all(
    filtered(visibleResources(ctx.actor).where('r.partnerId', tab === 'customers' ? '=' : '!=', accountId), by),
  )
  return toPage(rows, by.limit, ({ id }) => id, viewResource)
}
