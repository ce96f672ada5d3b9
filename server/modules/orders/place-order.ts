import type { Input, Output } from '#contract/operation.ts'
import { needsApproval } from '#contract/authority.ts'
import { minorOf, moneyOf } from '#contract/money.ts'
import { unpaidOrderDays } from '#contract/orders.ts'
import type { placeOrder as operation } from '#contract/orders.ts'
import { refuse } from '#contract/refusals.ts'
import { refuseFor } from '#kernel/gate.ts'
import { newId } from '#kernel/ids.ts'
import type { CommandContext } from '#kernel/operations.ts'
import { viewOrder } from './queries/read.ts'
import { insertOrder } from './queries/write.ts'
import type { NewItem, NewOrder } from './queries/write.ts'
import { commitLimits } from './commit-limits.ts'
import { priceOrder } from './price-order.ts'
import { judge, orderTypeOf, refuseWithoutCode, sourceOf, sumOf } from './rules.ts'
import type { PricedItem } from './rules.ts'

/**
 * Places an order at the price the caller was shown, or not at all. Authority, freeze and every limit are decided here
 * on rows that are locked or checked by the database, in the transaction that writes the order.
 */
export async function placeOrder(
  ctx: CommandContext,
  input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { priced, limits, room } = await priceOrder(ctx, input.items)
  const { customer, facts } = ctx
  const total = sumOf(priced.map(({ amountMinor }) => amountMinor))
  if (input.quotedTotal.currency !== customer.currency) refuse('currency_differs', { currency: customer.currency })
  if (minorOf(input.quotedTotal) !== total) refuse('price_changed', { current: moneyOf(total, customer.currency) })
  refuseFor(judge(facts, { priced, room }, customer.currency))
  const order = newOrder(ctx, priced, input.payment)
  refuseWithoutCode(customer, ctx.verified, order.committedMinor)

  const items = priced.map(newItem)
  insertOrder(ctx.tx, order, items)
  commitLimits(ctx.tx, { order, priced, limits })
  const { channelId, customerId, id: orderId } = order
  // The cloud is called by the job of this event, never here: a slow cloud must not hold our locks.
  ctx.emit('order.placed', { channelId, customerId, orderId, process: order.state === 'processing' })
  if (order.state === 'pending_approval') ctx.emit('order.approval_requested', { channelId, customerId, orderId })
  ctx.audit({
    subjects: [orderId, customerId],
    detail: { total: moneyOf(total, customer.currency), items: items.length },
  })
  return viewOrder({ ...order, ...undecided, customerName: customer.name }, items, new Map())
}

/** What a new order has not come to yet. */
const undecided = {
  completedAt: null,
  canceledAt: null,
  decidedBy: null,
  decidedByName: null,
  decidedAt: null,
  decisionReason: null,
}

function newOrder(ctx: CommandContext, priced: readonly PricedItem[], payment: 'now' | 'later'): NewOrder {
  const { actor, customer, facts, now, month } = ctx
  const { acting } = actor
  const committedMinor = sumOf(priced.map((item) => item.committedMinor))
  const waits = needsApproval(facts, committedMinor)
  const isPaid = payment === 'now' && !waits
  return {
    channelId: customer.channelId,
    id: newId('order'),
    customerId: customer.id,
    partnerId: customer.partnerId,
    type: orderTypeOf(priced.map(({ input }) => input)),
    state: waits ? 'pending_approval' : isPaid ? 'processing' : 'pending_payment',
    source: sourceOf(acting !== null, facts.partner?.kind ?? null),
    currency: customer.currency,
    totalMinor: sumOf(priced.map(({ amountMinor }) => amountMinor)),
    committedMinor,
    month,
    placedByMemberId: actor.memberId,
    placedByMemberName: actor.memberName,
    placedByPartnerId: acting ? actor.accountId : null,
    onBehalfOf: acting ? acting.customerId : null,
    authorizationId: acting ? acting.authorizationId : null,
    actingSessionId: acting ? acting.id : null,
    placedAt: now,
    paidAt: isPaid ? now : null,
    paysOnceApproved: waits ? payment === 'now' : null,
    lapsesAt: isPaid ? null : new Date(now.getTime() + unpaidOrderDays * 86_400_000),
  }
}

function newItem({ input, offer, ...amounts }: PricedItem, line: number): NewItem {
  return {
    id: newId('orderItem'),
    line: line + 1,
    planId: input.planId,
    planName: offer.planName,
    serviceCode: offer.serviceCode,
    region: input.region,
    billingMode: input.billingMode,
    quantity: input.quantity,
    termUnit: input.period?.unit ?? null,
    termCount: input.period?.count ?? null,
    autoRenew: input.autoRenew ?? false,
    parameters: input.parameters,
    ...amounts,
  }
}
