/** What an authorization allows, in plain words; `scopeAction.…` and `serviceFamily.…` stand in codes.ts. */
export const scope = {
  'scope.autoExtend': 'Extended by itself until the customer stops that',
  'scopeField.autoExtend': 'Extend by itself',
  'scope.everyProduct': 'Every product',
  'scope.products': 'Products: {families}',
  'scope.longestTerm': 'Terms of at most {months} {months|month|months}',
  'scope.unlimited': 'No limit on amounts or on the number of orders',
  'scope.perOrder': 'Up to {amount} for each order',
  'scope.perMonth': 'Up to {amount} a month',
  'scope.perMonthLeft': 'Up to {amount} a month; {left} left this month',
  'scope.orders': 'At most {count} {count|order|orders}',
  'scope.ordersLeft': 'At most {count} {count|order|orders}; {left} left',
  'scope.validFrom': 'From {from}',
  'scope.validUntil': 'Until {until}',
} as const
