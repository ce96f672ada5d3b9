export const resources = {
  'resources.title': 'Resources',
} as const
