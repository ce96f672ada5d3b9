import { sql } from 'kysely'
import { prepare, sqlBuilder } from '#kernel/db.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { OrderSource, OrderState } from '#contract/orders.ts'

export interface NewOrder {
  readonly channelId: string
  readonly id: string
  readonly customerId: string
  readonly partnerId: string
  readonly type: string
  readonly state: OrderState
  readonly source: OrderSource
  readonly currency: string
  readonly totalMinor: bigint
  readonly committedMinor: bigint
  readonly month: string
  readonly placedByMemberId: string | null
  readonly placedByMemberName: string
  readonly placedByPartnerId: string | null
  readonly onBehalfOf: string | null
  readonly authorizationId: string | null
  readonly actingSessionId: string | null
  readonly placedAt: Date
  readonly paidAt: Date | null
  readonly lapsesAt: Date | null
  /** Whether approving it pays it too; null where it does not wait for approval. */
  readonly paysOnceApproved: boolean | null
}

export interface NewItem {
  readonly id: string
  readonly line: number
  readonly planId: string
  readonly planName: string
  readonly serviceCode: string
  readonly region: string
  readonly billingMode: string
  readonly quantity: number
  readonly termUnit: string | null
  readonly termCount: number | null
  readonly autoRenew: boolean
  readonly parameters: Readonly<Record<string, unknown>>
  readonly listMinor: bigint
  readonly discountMinor: bigint
  readonly amountMinor: bigint
  readonly committedMinor: bigint
}

const insertOrderRow = prepare((order: NewOrder) =>
  sqlBuilder.insertInto('orders').values({
    channelId: order.channelId,
    id: order.id,
    customerId: order.customerId,
    partnerId: order.partnerId,
    type: order.type,
    state: order.state,
    source: order.source,
    currency: order.currency,
    totalMinor: order.totalMinor,
    committedMinor: order.committedMinor,
    month: order.month,
    placedByMemberId: order.placedByMemberId,
    placedByMemberName: order.placedByMemberName,
    placedByPartnerId: order.placedByPartnerId,
    onBehalfOf: order.onBehalfOf,
    authorizationId: order.authorizationId,
    actingSessionId: order.actingSessionId,
    placedAt: order.placedAt,
    paidAt: order.paidAt,
    lapsesAt: order.lapsesAt,
    paysOnceApproved: order.paysOnceApproved,
  }),
)

interface ItemRows {
  readonly channelId: string
  readonly orderId: string
  readonly customerId: string
  readonly partnerId: string
  readonly items: string
}

/** Any number of items by one statement of one text, so that its plan is kept. */
const insertItemRows = prepare((by: ItemRows) => ({
  compile: () =>
    sql`
insert into procura.order_items (channel_id, id, order_id, customer_id, partner_id, line, plan_id, plan_name,
  service_code, region, billing_mode, quantity, term_unit, term_count, auto_renew, parameters, list_minor,
  discount_minor, amount_minor, committed_minor, state)
select ${by.channelId}, i.id, ${by.orderId}, ${by.customerId}, ${by.partnerId}, i."line", i."planId", i."planName",
  i."serviceCode", i.region, i."billingMode", i.quantity, i."termUnit", i."termCount", i."autoRenew", i.parameters,
  i."listMinor", i."discountMinor", i."amountMinor", i."committedMinor", 'pending'
from jsonb_to_recordset(${by.items}::jsonb) as i(id text, "line" int, "planId" text, "planName" text,
  "serviceCode" text, region text, "billingMode" text, quantity int, "termUnit" text, "termCount" int,
  "autoRenew" boolean, parameters jsonb, "listMinor" bigint, "discountMinor" bigint, "amountMinor" bigint,
  "committedMinor" bigint)`.compile(sqlBuilder),
}))

/** JSON has no exact whole numbers of this size: they travel as text. */
function textOf(item: NewItem): Readonly<Record<string, unknown>> {
  const { listMinor, discountMinor, amountMinor, committedMinor } = item
  return {
    ...item,
    listMinor: String(listMinor),
    discountMinor: String(discountMinor),
    amountMinor: String(amountMinor),
    committedMinor: String(committedMinor),
  }
}

export function insertOrder(tx: Tx, order: NewOrder, items: readonly NewItem[]): void {
  const { channelId, id: orderId, customerId, partnerId } = order
  tx.write(insertOrderRow(order))
  tx.write(insertItemRows({ channelId, orderId, customerId, partnerId, items: JSON.stringify(items.map(textOf)) }))
}

export interface OrderChange {
  readonly state?: OrderState
  readonly paidAt?: Date
  readonly canceledAt?: Date
  readonly completedAt?: Date
  readonly lapsesAt?: Date | null
  readonly decidedBy?: string
  readonly decidedByName?: string
  readonly decidedAt?: Date
  readonly decisionReason?: string
}

export function updateOrder(tx: Tx, channelId: string, orderId: string, change: OrderChange): void {
  tx.write(sqlBuilder.updateTable('orders').set(change).where('channelId', '=', channelId).where('id', '=', orderId))
}

/** Moves the items of an order that are in one state to another. */
export function updateItemStates(tx: Tx, channelId: string, orderId: string, from: string, to: string): void {
  tx.write(
    sqlBuilder
      .updateTable('orderItems')
      .set({ state: to })
      .where('channelId', '=', channelId)
      .where('orderId', '=', orderId)
      .where('state', '=', from),
  )
}

export function updateItem(tx: Tx, channelId: string, itemId: string, state: string, failure: string | null): void {
  tx.write(
    sqlBuilder
      .updateTable('orderItems')
      .set({ state, failure })
      .where('channelId', '=', channelId)
      .where('id', '=', itemId),
  )
}

/** The order, locked: whoever pays, cancels or settles it takes turns. */
export async function lockOrder(tx: Tx, channelId: string, orderId: string) {
  return tx.first(
    sqlBuilder
      .selectFrom('orders')
      .selectAll()
      .where('channelId', '=', channelId)
      .where('id', '=', orderId)
      .forUpdate(),
  )
}

export async function findItems(db: Db, channelId: string, orderId: string) {
  return db.all(
    sqlBuilder
      .selectFrom('orderItems')
      .selectAll()
      .where('channelId', '=', channelId)
      .where('orderId', '=', orderId)
      .orderBy('line'),
  )
}
