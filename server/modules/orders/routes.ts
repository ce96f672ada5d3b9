import * as contract from '#contract/orders.ts'
import { command, query } from '#kernel/operations.ts'
import { cancelOrder } from './cancel-order.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { findCustomerOrders, findOrder, findOrders } from './queries/read.ts'
import { quoteOrder } from './quote-order.ts'

export const orderRoutes = [
  query(contract.quoteOrder, quoteOrder),
  command(contract.placeOrder, placeOrder),
  query(contract.listCustomerOrders, findCustomerOrders),
  query(contract.getOrder, findOrder),
  query(contract.listOrders, findOrders),
  command(contract.payOrder, payOrder),
  command(contract.cancelOrder, cancelOrder),
]
