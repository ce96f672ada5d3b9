export const acting = {
  'actingEnded.title': 'You are no longer acting for this customer',
} as const
