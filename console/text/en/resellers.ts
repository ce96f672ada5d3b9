/** What a distributor lets its resellers do. */
export const resellers = {
  'resellers.description': 'What each of your resellers may do for its customers, and within which quota.',
  'resellers.list': 'Resellers',
  'resellers.name': 'Reseller',
  'resellers.status': 'Status',
  'resellers.customers': 'Customers',
  'resellers.actOnBehalf': 'Act on behalf',
  'resellers.freeze': 'Freeze accounts',
  'resellers.setBudgets': 'Set budgets',
  'resellers.allowed': 'Allowed',
  'resellers.notAllowed': 'Not allowed',
  'resellers.quota': 'Budget quota',
  'resellers.quota.label': 'Budget quota of {name}',
  'resellers.quota.use': '{budgets} of {quota} given out',
  'resellers.quota.none': '{budgets} given out, no quota',
  'resellers.actions': 'Actions',
  'resellers.edit': 'Edit',
  'resellers.edit.label': 'Edit the permissions of {name}',
  'resellers.empty': 'You have no resellers yet',
  'resellers.empty.text': 'Resellers below you will be listed here, with what you let each of them do.',
  'resellers.help':
    'A reseller needs your permission before it may act for a customer, freeze one or set a budget. “Act on behalf” ' +
    'lets it ask its customers for authorization and, once they agree, order for them.\nWithdrawing a permission works ' +
    'at once. Authorizations that customers gave stay; the reseller cannot use them until you allow it again.\n' +
    'The budget quota is the most that the budgets of all its customers may sum to.',
  'permission.title': 'Permissions of {name}',
  'permission.actOnBehalf.text':
    'Ask customers for authorization, switch into their accounts and order for them, within what each customer allows.',
  'permission.freeze.text': 'Freeze and unfreeze customers’ accounts and their resources.',
  'permission.setBudgets.text': 'Set how much each customer may spend, in all within the quota.',
  'permission.withdraw.actOnBehalf': 'This withdraws “Act on behalf”',
  'permission.ends':
    '{count} live acting {count|session|sessions} of this reseller will end at once. Whoever is ordering now is stopped.',
  'permission.endsAll': 'All live acting sessions of this reseller will end at once.',
  'permission.endsNone': 'Nobody of this reseller is acting for a customer now.',
  'permission.counting': 'Counting the live acting sessions…',
  'permission.withdraw.actOnBehalf.text':
    'It can neither ask for authorization nor order until you allow it again. Orders already placed stand, and the ' +
    'authorizations that customers gave stay with them.',
  'permission.withdraw.freeze': 'This withdraws “Freeze accounts”',
  'permission.withdraw.freeze.text':
    'Accounts that are frozen stay frozen, and this reseller can no longer unfreeze them.',
  'permission.withdraw.setBudgets': 'This withdraws “Set budgets”',
  'permission.withdraw.setBudgets.text':
    'Budgets that are set stay in force, and this reseller can no longer change them.',
  'permission.limit': 'Budget quota',
  'permission.limit.text': 'The most that the budgets of all its customers in {currency} may sum to.',
  'permission.limit.use': 'Its budgets sum to {budgets} now; the quota cannot be lower.',
  'permission.limit.none': 'No quota: its budgets may sum to any amount',
  'permission.limit.set': 'Set a quota',
  'permission.amount': 'Amount',
  'permission.amount.wrong': 'Enter an amount such as 1000 or 1000.50.',
  'permission.amount.low': 'Enter at least {budgets}: its budgets sum to that already.',
  'permission.save': 'Save permissions',
  'permission.nothing': 'Nothing has been changed.',
  'permission.saved': 'The permissions of {name} have been saved',
  'permission.saved.text': 'They hold from now on, also for whoever is signed in.',
} as const
