export const approval = {
  'approval.automatic': 'Orders go through at once',
  'approval.notify': 'Orders go through, and the customer is notified',
  'approval.each': 'Each order waits for the customer',
  'approval.above': 'Orders above {amount} wait for the customer',
  'approval.aboveOwn': 'You approve orders above {amount}',
  'approval.title': 'Approve an order',
  'approval.approved': 'The order is approved',
  'approval.rejected': 'The order is rejected',
  'approval.decided': 'Order {id}: your partner is told. This link is used up.',
  'approval.over': 'This link is not good any more',
  'approval.over.text':
    'It was used, the order was decided otherwise or lapsed, or the address is incomplete. Sign in to see your orders.',
  'approval.placedBy': '{member} of {partner}',
  'approval.until': 'Lapses',
  'approval.item': '{quantity} × {plan}, {region}',
  'approval.signIn': 'Sign in to approve this order',
  'approval.signIn.text':
    'It is above the amount from which your account asks for a verification code. You can reject it here.',
} as const
