import { sql } from 'kysely'
import { moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import type { Input, Output } from '#contract/operation.ts'
import type { getOrder, listCustomerOrders, listOrders, OrderSource, OrderState, placeOrder } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import type { Actor } from '#kernel/actor.ts'
import { midnight } from '#kernel/calendar.ts'
import { sqlBuilder } from '#kernel/db.ts'
import type { Db } from '#kernel/db.ts'
import { refuseWalls } from '#kernel/gate.ts'
import type { QueryContext } from '#kernel/operations.ts'
import { readCursor, toPage } from '#kernel/pages.ts'
import { contains } from '#kernel/text-search.ts'
import { seesOnlyAssigned } from '#modules/partners/index.ts'
import { findItems } from './write.ts'
import type { NewItem, NewOrder } from './write.ts'

type OrderView = Output<typeof placeOrder>
type SummaryView = Output<typeof listOrders>['items'][number]

interface OrderRow extends Omit<NewOrder, 'state' | 'source'> {
  readonly state: string
  readonly source: string
  readonly customerName: string
  readonly completedAt: Date | null
  readonly canceledAt: Date | null
  readonly decidedBy: string | null
  readonly decidedByName: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
}

interface ItemRow extends Omit<NewItem, 'parameters'> {
  readonly parameters: unknown
  readonly state?: string
  readonly failure?: string | null
}

const iso = (instant: Date | null) => instant?.toISOString() ?? null

function viewHead(row: OrderRow) {
  const currency = row.currency as CurrencyCode
  return {
    id: row.id as OrderView['id'],
    customerId: row.customerId as OrderView['customerId'],
    customerName: row.customerName,
    partnerId: row.partnerId,
    type: row.type as OrderView['type'],
    state: row.state as OrderState,
    source: row.source as OrderSource,
    total: moneyOf(row.totalMinor, currency),
    committed: moneyOf(row.committedMinor, currency),
    placedBy: {
      memberId: row.placedByMemberId,
      memberName: row.placedByMemberName,
      partnerId: row.placedByPartnerId,
      onBehalfOf: row.onBehalfOf,
      authorizationId: row.authorizationId,
      actingSessionId: row.actingSessionId,
    },
    placedAt: row.placedAt.toISOString(),
    paidAt: iso(row.paidAt),
    decision: viewDecision(row),
    lapsesAt: iso(row.lapsesAt),
    completedAt: iso(row.completedAt),
  }
}

function viewDecision(row: OrderRow): OrderView['decision'] {
  const { state, decidedBy: memberId, decidedByName: memberName, decidedAt, decisionReason: reason } = row
  if (memberId === null || memberName === null || decidedAt === null) return null
  return { approved: state !== 'rejected', memberId, memberName, decidedAt: decidedAt.toISOString(), reason }
}

function viewTimeline(row: OrderRow): OrderView['timeline'] {
  const steps: [Date | null, string][] = [
    [row.placedAt, 'placed'],
    [row.decidedAt, row.state === 'rejected' ? 'rejected' : 'approved'],
    [row.paidAt, 'paid'],
    [row.canceledAt, 'canceled'],
    [row.completedAt, row.state],
  ]
  return steps.flatMap(([at, what]) => (at ? [{ at: at.toISOString(), what }] : []))
}

function viewItem(item: ItemRow, currency: CurrencyCode, resourceIds: readonly string[]): OrderView['items'][number] {
  const { termUnit, termCount } = item
  return {
    id: item.id,
    planId: item.planId,
    planName: item.planName,
    serviceCode: item.serviceCode,
    region: item.region,
    billingMode: item.billingMode as 'yearly_monthly',
    quantity: item.quantity,
    period: termUnit === null || termCount === null ? null : { unit: termUnit as 'month', count: termCount },
    autoRenew: item.autoRenew,
    parameters: item.parameters as Record<string, unknown>,
    listPrice: moneyOf(item.listMinor, currency),
    discount: moneyOf(item.discountMinor, currency),
    amount: moneyOf(item.amountMinor, currency),
    state: (item.state ?? 'pending') as 'pending',
    failure: item.failure ?? null,
    resourceIds: resourceIds as OrderView['items'][number]['resourceIds'],
  }
}

/** An order as everyone who may see it sees it. */
export function viewOrder(
  row: OrderRow,
  items: readonly ItemRow[],
  resources: ReadonlyMap<string, readonly string[]>,
): OrderView {
  const currency = row.currency as CurrencyCode
  return {
    ...viewHead(row),
    items: items.map((item) => viewItem(item, currency, resources.get(item.id) ?? [])),
    timeline: viewTimeline(row),
  }
}

/** The one place that says whose orders an actor may see; every read starts here. */
function visibleOrders(actor: Actor) {
  const orders = sqlBuilder
    .selectFrom('orders')
    .innerJoin('customers', (on) =>
      on.onRef('customers.channelId', '=', 'orders.channelId').onRef('customers.id', '=', 'orders.customerId'),
    )
    .where('orders.channelId', '=', actor.channelId)
  if (actor.kind === 'customer') return orders.where('orders.customerId', '=', actor.accountId)
  if (actor.partnerKind === 'distributor') return orders
  return orders.where('orders.partnerId', '=', actor.accountId)
}

/** One order; the partner's name and the reason come from the acting session that it was placed in. */
export async function findOrder(ctx: QueryContext, input: Input<typeof getOrder>): Promise<Output<typeof getOrder>> {
  await ctx.passed
  const { channelId } = ctx.customer
  const [row, items, resources] = await Promise.all([
    ctx.db.first(
      visibleOrders(ctx.actor)
        .leftJoin('accounts as partner', 'partner.id', 'orders.placedByPartnerId')
        .leftJoin('actingSessions as acting', (on) =>
          on.onRef('acting.channelId', '=', 'orders.channelId').onRef('acting.id', '=', 'orders.actingSessionId'),
        )
        .selectAll('orders')
        .select(['customers.name as customerName', 'partner.name as partnerName', 'acting.reason as actingReason'])
        .where('orders.customerId', '=', input.customerId)
        .where('orders.id', '=', input.orderId),
    ),
    findItems(ctx.db, channelId, input.orderId),
    findResourceIds(ctx.db, channelId, input.orderId),
  ])
  if (!row) return refuse('not_found', {})
  const order = viewOrder(row, items, resources)
  return { ...order, placedBy: { ...order.placedBy, partnerName: row.partnerName, reason: row.actingReason } }
}

/** The resources that each item brought into being, and that have not been taken back. */
async function findResourceIds(db: Db, channelId: string, orderId: string): Promise<Map<string, string[]>> {
  const rows = await db.all(
    sqlBuilder
      .selectFrom('resources')
      .select(['orderItemId', 'id'])
      .where('channelId', '=', channelId)
      .where('orderId', '=', orderId)
      .orderBy('unit'),
  )
  const found = Map.groupBy(rows, (row) => row.orderItemId)
  return new Map([...found].map(([itemId, of]) => [itemId, of.map(({ id }) => id)]))
}

type Filters = Omit<Input<typeof listCustomerOrders>, 'customerId'>

function filtered(query: ReturnType<typeof visibleOrders>, by: Filters) {
  let found = query
  // The states stand in the text, so that a kept plan can use the index of those that need attention.
  if (by.state)
    found = found.where(
      'orders.state',
      'in',
      by.state.map((state) => sql.lit(state)),
    )
  if (by.orderId) found = found.where('orders.id', '=', by.orderId)
  if (by.type) found = found.where('orders.type', '=', by.type)
  if (by.placedFrom) found = found.where('orders.placedAt', '>=', midnight(by.placedFrom, 0))
  if (by.placedTo) found = found.where('orders.placedAt', '<', midnight(by.placedTo, 1))
  if (by.placedBy) found = found.where(contains(sql.ref('orders.placed_by_member_name'), by.placedBy))
  const { billingMode, serviceCode } = by
  if (billingMode || serviceCode)
    found = found.where((either) => {
      let items = either
        .selectFrom('orderItems')
        .select('orderItems.id')
        .whereRef('orderItems.channelId', '=', 'orders.channelId')
        .whereRef('orderItems.orderId', '=', 'orders.id')
      if (billingMode) items = items.where('orderItems.billingMode', '=', billingMode)
      if (serviceCode) items = items.where('orderItems.serviceCode', '=', serviceCode)
      return either.exists(items)
    })
  return found
}

async function pageOfOrders(
  db: Db,
  query: ReturnType<typeof visibleOrders>,
  by: Filters,
): Promise<Output<typeof listOrders>> {
  const after = readCursor(by.cursor, /^ord_[0-9a-z]{26}$/)
  let found = filtered(query, by)
  if (after !== undefined) found = found.where('orders.id', '<', after)
  const rows = await db.all(
    found
      .selectAll('orders')
      .select('customers.name as customerName')
      .select(
        sql<string[]>`(select array_agg(distinct i.service_code order by i.service_code) from procura.order_items i
          where i.channel_id = orders.channel_id and i.order_id = orders.id)`.as('serviceCodes'),
      )
      .select(
        sql<number>`(select count(*)::int from procura.order_items i
          where i.channel_id = orders.channel_id and i.order_id = orders.id)`.as('itemCount'),
      )
      .orderBy('orders.id', 'desc')
      .limit(by.limit + 1),
  )
  const view = (row: (typeof rows)[number]): SummaryView => ({
    ...viewHead(row),
    serviceCodes: row.serviceCodes ?? [],
    itemCount: row.itemCount,
  })
  return toPage(rows, by.limit, (row) => row.id, view)
}

export async function findCustomerOrders(ctx: QueryContext, input: Input<typeof listCustomerOrders>) {
  await ctx.passed
  return pageOfOrders(ctx.db, visibleOrders(ctx.actor).where('orders.customerId', '=', input.customerId), input)
}

/** Customer Orders over all customers of the partner, or of a distributor's resellers. */
export async function findOrders(
  ctx: QueryContext,
  input: Input<typeof listOrders>,
): Promise<Output<typeof listOrders>> {
  await ctx.passed
  const { actor } = ctx
  const isResellersTab = input.tab === 'resellers_customers'
  if (isResellersTab && actor.partnerKind !== 'distributor') refuseWalls(['role'])
  let found = visibleOrders(actor).where('orders.partnerId', isResellersTab ? '<>' : '=', actor.accountId)
  if (seesOnlyAssigned(actor.roles)) found = found.where('customers.accountManagerId', '=', actor.memberId)
  if (input.customerName) found = found.where(contains(sql.ref('customers.name'), input.customerName))
  if (input.customerAccount) found = found.where(contains(sql.ref('customers.account_name'), input.customerAccount))
  return pageOfOrders(ctx.db, found, input)
}
