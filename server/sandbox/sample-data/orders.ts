import { unpaidOrderDays } from '#contract/orders.ts'
import { dayMs, earliest, hourMs, later, monthOf } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'
import type { SampleCustomer } from './customers.ts'
import type { OrderDraft } from './order-drafts.ts'
import type { PriceBook } from './prices.ts'
import { type DraftItem, soldOut } from './products.ts'
import type { Row } from './rows.ts'

export interface SampleItem {
  readonly row: Row<'orderItems'>
  readonly draft: DraftItem
}

export interface SampleOrder {
  readonly row: Row<'orders'>
  readonly customer: SampleCustomer
  readonly items: readonly SampleItem[]
  readonly draft: OrderDraft
}

const states: Readonly<Record<OrderDraft['outcome'], string>> = {
  completed: 'completed',
  partially_completed: 'completed',
  failed: 'failed',
  pending_payment: 'pending',
  canceled: 'canceled',
}
const shortage = 'No capacity for this specification in the availability zone.'
const otherFailures = ['The image is not available in this zone.', 'The cloud could not attach the system disk.']

/** Orders in the order of their time, with their items and prices. */
export function makeOrders(drafts: readonly OrderDraft[], book: PriceBook, now: Date): SampleOrder[] {
  const chance = chanceFrom(59)
  return drafts
    .toSorted((one, other) => one.placedAt.getTime() - other.placedAt.getTime())
    .map((draft) => makeOrder(chance, draft, book, now))
}

function makeOrder(chance: Chance, draft: OrderDraft, book: PriceBook, now: Date): SampleOrder {
  const { customer, placedAt, outcome, billingMode } = draft
  const { channelId, id: customerId, partnerId } = customer.row
  const id = chance.id('order', placedAt)
  const items = draft.items.map((item, place) => makeItemRow(chance, draft, item, { id, line: place + 1 }, book, now))
  const sum = (of: (row: Row<'orderItems'>) => bigint) => items.reduce((total, { row }) => total + of(row), 0n)
  const row: Row<'orders'> = {
    channelId,
    id,
    customerId,
    partnerId,
    type: billingMode === 'pay_per_use' ? 'pay_per_use_activation' : 'new_purchase',
    state: outcome,
    source: draft.acting ? (draft.acting.row.partnerId === partnerId ? 'partner' : 'distributor') : 'customer',
    currency: customer.currency,
    totalMinor: sum(({ amountMinor }) => amountMinor),
    committedMinor: sum(({ committedMinor }) => committedMinor),
    month: monthOf(placedAt),
    ...placedBy(chance, draft),
    placedAt,
    ...course(chance, draft, now),
    ...neverWaited,
  }
  return { row, customer, items, draft }
}

/** No sample customer wants to approve orders first. */
const neverWaited = {
  paysOnceApproved: null,
  decidedBy: null,
  decidedByName: null,
  decidedAt: null,
  decisionReason: null,
}

/** Who placed it: the customer's own hand, or a member of a partner with everything that proves it. */
function placedBy(chance: Chance, { customer, acting }: OrderDraft) {
  if (acting) {
    const { memberId, memberName, partnerId, customerId, authorizationId, id } = acting.row
    return {
      placedByMemberId: memberId,
      placedByMemberName: memberName,
      placedByPartnerId: partnerId,
      onBehalfOf: customerId,
      authorizationId,
      actingSessionId: id,
    }
  }
  const buyer = chance.pick(customer.members.filter(({ roles }) => !roles.includes('viewer')))
  const nobody = { placedByPartnerId: null, onBehalfOf: null, authorizationId: null, actingSessionId: null }
  return { placedByMemberId: buyer.id, placedByMemberName: buyer.name, ...nobody }
}

type Course = Pick<Row<'orders'>, 'paidAt' | 'lapsesAt' | 'completedAt' | 'canceledAt'>

function course(chance: Chance, { outcome, placedAt }: OrderDraft, now: Date): Course {
  const none: Course = { paidAt: null, lapsesAt: null, completedAt: null, canceledAt: null }
  const lapsesAt = later(placedAt, unpaidOrderDays * dayMs)
  if (outcome === 'pending_payment') return { ...none, lapsesAt }
  if (outcome === 'canceled') {
    const canceledAt = later(placedAt, chance.between(hourMs, 6 * dayMs))
    return { ...none, lapsesAt, canceledAt: earliest(canceledAt, now) }
  }
  return { ...none, paidAt: placedAt, completedAt: later(placedAt, chance.between(2_000, 90_000)) }
}

function makeItemRow(
  chance: Chance,
  draft: OrderDraft,
  item: DraftItem,
  order: { id: string; line: number },
  book: PriceBook,
  now: Date,
): SampleItem {
  const { customer, placedAt, outcome, billingMode } = draft
  const { channelId, id: customerId, partnerId } = customer.row
  const { plan, planId, region, term, quantity } = item
  const failed = !item.isAvailable
  const isSoldOut = planId === soldOut.planId && region === soldOut.region
  const row: Row<'orderItems'> = {
    channelId,
    id: chance.id('orderItem', placedAt),
    orderId: order.id,
    customerId,
    partnerId,
    line: order.line,
    planId,
    planName: plan.name,
    serviceCode: plan.serviceCode,
    region,
    billingMode,
    quantity,
    termUnit: term?.unit ?? null,
    termCount: term?.count ?? null,
    // Nothing was renewed yet, so only what has not expired may renew itself.
    autoRenew: term !== null && lastsUntilLater(draft, term, now) && chance.happens(0.3),
    parameters: JSON.stringify(item.parameters),
    ...book.priceOf({ ...item, billingMode }, customer.currency),
    state: failed ? 'failed' : states[outcome],
    failure: failed ? (isSoldOut ? shortage : chance.pick(otherFailures)) : null,
  }
  return { row, draft: item }
}

function lastsUntilLater({ placedAt }: OrderDraft, term: NonNullable<DraftItem['term']>, now: Date): boolean {
  const days = term.unit === 'year' ? 365 * term.count : 30 * term.count
  return later(placedAt, (days - 3) * dayMs) > later(now, dayMs)
}
