/** Words that all lists share. */
export const list = {
  'list.refresh': 'Refresh the list',
  'list.noMatch': 'No match',
  'list.noMatch.text': 'Nothing is as the filters ask.',
  'list.clearFilters': 'Clear filters',
  'list.day': 'Day',
  'list.day.form': 'Year, month and day: YYYY-MM-DD.',
  'list.whose': 'Whose customers',
  'list.customers': 'Customers',
  'list.resellersCustomers': "Resellers' Customers",
  'list.number': 'Number',
  'list.number.form': 'Digits, and at most two after the point: 1200.50.',
} as const
