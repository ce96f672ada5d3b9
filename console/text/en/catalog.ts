export const catalog = {
  'selectProducts.title': 'Select Products',
  'catalog.title': 'Catalog',
} as const
