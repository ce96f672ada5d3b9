export const authorizations = {
  'authorizations.title': 'Authorizations',
  'authorization.title': 'Authorization',
} as const
