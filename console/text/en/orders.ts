export const orders = {
  'customerOrders.title': 'Customer Orders',
  'orders.title': 'Orders',
  'configure.title': 'Configure',
  'confirm.title': 'Confirm',
  'placing.title': 'Placing the order',
} as const
