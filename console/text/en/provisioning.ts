export const provisioning = {
  'brokers.title': 'Service brokers',
} as const
