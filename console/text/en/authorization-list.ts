/** A partner's requests and grants. */
export const authorizationList = {
  'authorizations.search': 'Search by status, customer, end or decision',
  'authorizations.customer': 'Customer',
  'authorizations.customerId': 'Customer ID',
  'authorizations.state': 'Status',
  'authorizations.allows': 'What it allows',
  'authorizations.limits': 'Limits, and what is left',
  'authorizations.validUntil': 'Valid until',
  'authorizations.requestedAt': 'Requested on',
  'authorizations.requestedBy': 'Requested by',
  'authorizations.decidedAt': 'Decided on',
  'authorizations.endedAt': 'Ended on',
  'authorizations.approvalMode': 'Orders on behalf',
  'authorizations.message': 'Message to the customer',
  'authorizations.reason': 'Reason given',
  'authorizations.id': 'Authorization ID',
  'authorizations.requested': 'What was asked',
  'authorizations.granted': 'What was granted',
  'authorizations.requestedAtText': 'Requested {at}',
  'authorizations.of': 'Authorization by {customer}',
  'authorizations.newestFirst': 'Newest request first',
  'authorizations.nextToEndFirst': 'Next to end first',
  'authorizations.newestDecisionFirst': 'Newest decision first',
  'authorizations.none': 'No authorizations yet',
  'authorizations.none.text':
    'Ask a customer for authorization from its row in Customer Management; the customer decides in their own account.',
  'authorizations.withdraw': 'Withdraw the request',
  'authorizations.withdraw.title': 'Withdraw the request to {customer}',
  'authorizations.withdraw.text':
    '{customer} can no longer decide it, and nothing is granted by it. You can ask again at any time.',
  'authorizations.help':
    'What your customers allow you to do for them, and up to which amounts. Only the customer can grant, narrow or revoke.\nA request that is not decided lapses after 90 days. You can withdraw it until then.',
} as const
