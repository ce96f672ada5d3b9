export { findOrderToFulfil, startOrderItems } from './queries/fulfil.ts'
export type { ItemToFulfil, OrderToFulfil } from './queries/fulfil.ts'
export { makeApprovalLink } from './make-approval-link.ts'
export { settleOrderItem } from './settle-order-item.ts'
