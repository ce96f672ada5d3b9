import * as approvals from '#contract/approvals.ts'
import * as contract from '#contract/orders.ts'
import { command, query } from '#kernel/operations.ts'
import { approveOrderByLink } from './approve-order-by-link.ts'
import { approveOrder } from './approve-order.ts'
import { cancelOrder } from './cancel-order.ts'
import { getOrderByLink } from './get-order-by-link.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { findCustomerOrders, findOrder, findOrders } from './queries/read.ts'
import { quoteOrder } from './quote-order.ts'
import { rejectOrderByLink } from './reject-order-by-link.ts'
import { rejectOrder } from './reject-order.ts'

export const orderRoutes = [
  query(contract.quoteOrder, quoteOrder),
  command(contract.placeOrder, placeOrder, { recallsSession: true }),
  query(contract.listCustomerOrders, findCustomerOrders),
  query(contract.getOrder, findOrder),
  query(contract.listOrders, findOrders),
  command(contract.payOrder, payOrder),
  command(contract.cancelOrder, cancelOrder),
  command(approvals.approveOrder, approveOrder),
  command(approvals.rejectOrder, rejectOrder),
  query(approvals.getOrderByLink, getOrderByLink),
  command(approvals.approveOrderByLink, approveOrderByLink),
  command(approvals.rejectOrderByLink, rejectOrderByLink),
]
