export const orders = {
  'customerOrders.title': 'Customer Orders',
  'orders.title': 'Orders',
  'order.title': 'Order details',
  'configure.title': 'Configure',
  'confirm.title': 'Confirm',
  'placing.title': 'Placing the order',
} as const
