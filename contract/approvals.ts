import { z } from 'zod'
import { CustomerId, OrderId } from './ids.ts'
import { operation } from './operation.ts'
import { Order, OrderInFull } from './orders.ts'
import { Reason } from './text.ts'
import { VerificationCode } from './verification.ts'

export const approveOrder = operation({
  name: 'approveOrder',
  method: 'POST',
  path: '/customers/{customerId}/orders/{orderId}:approve',
  summary:
    'Approve an order that a partner placed on behalf. It goes on as it was placed: paid at once, or to be paid.',
  permission: 'orders:approve',
  verification: { purpose: 'place_order', subject: 'customerId', optional: true },
  input: z.strictObject({ customerId: CustomerId, orderId: OrderId, verificationCode: VerificationCode.optional() }),
  output: Order,
  idempotency: 'required',
  refusals: ['order_not_open', 'plan_unavailable', 'verification_code_wrong'],
})

export const rejectOrder = operation({
  name: 'rejectOrder',
  method: 'POST',
  path: '/customers/{customerId}/orders/{orderId}:reject',
  summary: 'Reject an order that waits for approval. What it held is given back.',
  permission: 'orders:approve',
  input: z.strictObject({ customerId: CustomerId, orderId: OrderId, reason: Reason }),
  output: Order,
  refusals: ['order_not_open'],
})

/** What the mail that asks for an approval holds: 256 random bits, good once, for one order and one member. */
const ApprovalToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const linkCallsPerMinute = 60

export const getOrderByLink = operation({
  name: 'getOrderByLink',
  method: 'GET',
  path: '/order-approvals/{token}',
  perMinute: linkCallsPerMinute,
  summary: 'The order that a mailed link asks to approve. Looking at it changes nothing.',
  permission: 'orders:approve',
  byLink: true,
  input: z.strictObject({ token: ApprovalToken }),
  output: z.object({
    order: OrderInFull,
    /** It is above the amount from which the customer asks for a code: to approve it, sign in. */
    needsVerificationCode: z.boolean(),
  }),
  refusals: ['too_many_requests'],
})

export const approveOrderByLink = operation({
  name: 'approveOrderByLink',
  method: 'POST',
  path: '/order-approvals/{token}:approve',
  perMinute: linkCallsPerMinute,
  summary: 'Approve an order by the link that was mailed. The link is used up by it.',
  permission: 'orders:approve',
  byLink: true,
  input: z.strictObject({ token: ApprovalToken }),
  output: Order,
  refusals: ['plan_unavailable', 'verification_code_wrong', 'too_many_requests'],
})

export const rejectOrderByLink = operation({
  name: 'rejectOrderByLink',
  method: 'POST',
  path: '/order-approvals/{token}:reject',
  perMinute: linkCallsPerMinute,
  summary: 'Reject an order by the link that was mailed. The link is used up by it.',
  permission: 'orders:approve',
  byLink: true,
  input: z.strictObject({ token: ApprovalToken, reason: Reason }),
  output: Order,
  refusals: ['too_many_requests'],
})
