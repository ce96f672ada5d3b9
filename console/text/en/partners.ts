export const partners = {
  'customers.title': 'Customer Management',
  'customer.title': 'Customer details',
  'resellers.title': 'Resellers',
  'myPartner.title': 'My Partner',
  'partners.title': 'Partners',
} as const
