export { findOrderToFulfil, startOrderItems } from './queries/fulfil.ts'
export type { ItemToFulfil, OrderToFulfil } from './queries/fulfil.ts'
export { settleOrderItem } from './settle-order-item.ts'
