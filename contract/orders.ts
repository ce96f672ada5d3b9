import { z } from 'zod'
import { BillingMode, CatalogId, Parameters, RegionId } from './catalog.ts'
import { CustomerId, OrderId, ResourceId } from './ids.ts'
import { Money } from './money.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { CustomerTab } from './partners.ts'
import { RefusalReason } from './refusals.ts'
import { Instant, LocalDate, queryList, text } from './text.ts'
import { isPurchaseTerm, Term } from './time.ts'
import { VerificationCode } from './verification.ts'

const orderStates = [
  'pending_approval',
  'pending_payment',
  'processing',
  'completed',
  'partially_completed',
  'failed',
  'canceled',
  'rejected',
] as const
export const OrderState = z.enum(orderStates)
export type OrderState = z.output<typeof OrderState>
export const OrderType = z.enum(['new_purchase', 'renewal', 'change', 'unsubscription', 'pay_per_use_activation'])
export const OrderSource = z.enum(['customer', 'partner', 'distributor', 'system'])
export type OrderSource = z.output<typeof OrderSource>

/** The one table of what may happen to an order in which state. */
export const orderCan = {
  cancel: ['pending_payment', 'pending_approval'],
  approve: ['pending_approval'],
  reject: ['pending_approval'],
  pay: ['pending_payment'],
  fulfil: ['processing'],
} as const satisfies Record<string, readonly OrderState[]>

export const maxOrderItems = 50
export const maxItemQuantity = 100
/** An order that nobody pays, or nobody approves, lapses after so many days. */
export const unpaidOrderDays = 7
/** What a pay-per-use resource is estimated and held for: a month of hours. */
export const estimateHours = 730

export const OrderItemInput = z
  .strictObject({
    planId: CatalogId,
    region: RegionId,
    billingMode: BillingMode,
    quantity: z.number().int().min(1).max(maxItemQuantity),
    period: Term.optional(),
    autoRenew: z.boolean().optional(),
    parameters: Parameters,
  })
  .superRefine((item, found) => {
    const { billingMode, period } = item
    if (billingMode === 'yearly_monthly' && !period)
      found.addIssue({ code: 'custom', path: ['period'], message: 'Is required for yearly/monthly' })
    if (billingMode === 'yearly_monthly' && period && !isPurchaseTerm(period))
      found.addIssue({ code: 'custom', path: ['period'], message: 'Must be 1 to 9 months or 1 to 3 years' })
    if (billingMode === 'pay_per_use' && (period || item.autoRenew))
      found.addIssue({ code: 'custom', path: ['period'], message: 'Pay-per-use has no period and no auto-renew' })
  })
export type OrderItemInput = z.output<typeof OrderItemInput>
const Items = z.array(OrderItemInput).min(1).max(maxOrderItems)

export const Verdict = z.object({ allowed: z.boolean(), reasons: z.array(RefusalReason) })

/** What a limit has left, and what it would have after the order. */
const Effect = z.object({ remaining: Money, after: Money })

const PricedItem = z.object({
  planId: z.string(),
  region: z.string(),
  billingMode: BillingMode,
  quantity: z.number().int(),
  period: Term.nullable(),
  listPrice: Money,
  discount: Money,
  amount: Money,
})

export const Quote = z.object({
  /** Each with the family of its service, by which an authorization allows it or not. */
  items: z.array(PricedItem.extend({ estimate: Money.nullable(), serviceFamily: z.string() })),
  /** What is paid now; 0.00 for pay-per-use. */
  total: Money,
  /** What limits are tested against: the total and the estimates together. */
  committed: Money,
  /** The last day it can be undone: an unpaid order lapses after it. */
  undoUntil: Instant,
  effects: z.object({
    budget: Effect.nullable(),
    authorizationMonth: Effect.nullable(),
    quota: z.object({ enough: z.boolean() }).nullable(),
  }),
  verdict: Verdict,
  /** Whether placing it takes a `verificationCode`: the customer asks for one above an amount. */
  needsVerificationCode: z.boolean(),
  /** Whether the order would wait until the customer has approved it. */
  needsApproval: z.boolean(),
})

export const quoteOrder = operation({
  name: 'quoteOrder',
  method: 'POST',
  path: '/customers/{customerId}/quotes',
  summary: 'What an order would cost, what it would commit, and whether it would be allowed. Writes nothing.',
  permission: 'orders:quote',
  input: z.strictObject({ customerId: CustomerId, items: Items }),
  output: Quote,
  refusals: ['plan_unavailable'],
})

export const PlacedBy = z.object({
  memberId: z.string().nullable(),
  memberName: z.string(),
  partnerId: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  authorizationId: z.string().nullable(),
  actingSessionId: z.string().nullable(),
})

export const OrderItem = PricedItem.extend({
  id: z.string(),
  planName: z.string(),
  serviceCode: z.string(),
  autoRenew: z.boolean(),
  parameters: z.record(z.string(), z.unknown()),
  state: z.enum(['pending', 'processing', 'completed', 'failed', 'canceled']),
  failure: z.string().nullable(),
  resourceIds: z.array(ResourceId),
})

/** What the customer has said of an order that waited for its approval, and who said it. */
const Decision = z.object({
  approved: z.boolean(),
  memberId: z.string(),
  memberName: z.string(),
  decidedAt: Instant,
  reason: z.string().nullable(),
})

export const Order = z.object({
  id: OrderId,
  customerId: CustomerId,
  customerName: z.string(),
  partnerId: z.string().nullable(),
  type: OrderType,
  state: OrderState,
  source: OrderSource,
  items: z.array(OrderItem),
  total: Money,
  committed: Money,
  placedBy: PlacedBy,
  placedAt: Instant,
  paidAt: Instant.nullable(),
  /** Null also while it waits for approval, and where it never had to. */
  decision: Decision.nullable(),
  /** When it lapses unless it is approved or paid; null once it is paid, or is over. */
  lapsesAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  /** What happened, oldest first. */
  timeline: z.array(z.object({ at: Instant, what: z.string() })),
})
export type Order = z.output<typeof Order>

/** An order with all that is known of who placed it: the partner by name, and why they acted. */
export const OrderInFull = Order.extend({
  placedBy: PlacedBy.extend({ partnerName: z.string().nullable(), reason: z.string().nullable() }),
})

export const OrderSummary = Order.omit({ items: true, timeline: true }).extend({
  serviceCodes: z.array(z.string()),
  itemCount: z.number().int(),
})

export const placeOrder = operation({
  name: 'placeOrder',
  method: 'POST',
  path: '/customers/{customerId}/orders',
  summary: 'Place an order at the price that was quoted, or not at all.',
  permission: 'orders:place',
  verification: { purpose: 'place_order', subject: 'customerId', optional: true },
  input: z.strictObject({
    customerId: CustomerId,
    items: Items,
    quotedTotal: Money,
    payment: z.enum(['now', 'later']),
    verificationCode: VerificationCode.optional(),
  }),
  output: Order,
  status: 201,
  idempotency: 'required',
  refusals: ['price_changed', 'plan_unavailable', 'currency_differs', 'verification_code_wrong'],
})

const orderFilters = {
  ...PageInput,
  state: queryList(orderStates).optional(),
  type: OrderType.optional(),
  billingMode: BillingMode.optional(),
  serviceCode: text(40).optional(),
  placedFrom: LocalDate.optional(),
  placedTo: LocalDate.optional(),
  placedBy: text(100).optional(),
  orderId: text(40).optional(),
}

export const listCustomerOrders = operation({
  name: 'listCustomerOrders',
  method: 'GET',
  path: '/customers/{customerId}/orders',
  summary: 'The orders of one customer, newest first.',
  permission: 'orders:read',
  input: z.strictObject({ customerId: CustomerId, ...orderFilters }),
  output: pageOf(OrderSummary),
})

export const getOrder = operation({
  name: 'getOrder',
  method: 'GET',
  path: '/customers/{customerId}/orders/{orderId}',
  summary: 'One order with its items, price breakdown, actor and timeline.',
  permission: 'orders:read',
  input: z.strictObject({ customerId: CustomerId, orderId: OrderId }),
  output: OrderInFull,
})

export const listOrders = operation({
  name: 'listOrders',
  method: 'GET',
  path: '/orders',
  summary: "Customer Orders: over all the partner's customers, newest first.",
  permission: 'orders:list',
  input: z.strictObject({
    ...orderFilters,
    tab: CustomerTab.default('customers'),
    customerName: text(100).optional(),
    customerAccount: text(100).optional(),
  }),
  output: pageOf(OrderSummary),
})

export const payOrder = operation({
  name: 'payOrder',
  method: 'POST',
  path: '/customers/{customerId}/orders/{orderId}:pay',
  summary: 'Pay an order that was placed to be paid later.',
  permission: 'orders:pay',
  input: z.strictObject({ customerId: CustomerId, orderId: OrderId }),
  output: Order,
  idempotency: 'required',
  refusals: ['order_not_open'],
})

export const cancelOrder = operation({
  name: 'cancelOrder',
  method: 'POST',
  path: '/customers/{customerId}/orders/{orderId}:cancel',
  summary: 'Cancel an order that is not paid. What it held is given back.',
  permission: 'orders:cancel',
  input: z.strictObject({ customerId: CustomerId, orderId: OrderId }),
  output: Order,
  refusals: ['order_not_open'],
})
