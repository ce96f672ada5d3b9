import { z } from 'zod'
import { BrokerId } from './ids.ts'
import { operation } from './operation.ts'
import { Instant } from './text.ts'

export const Broker = z.object({
  id: BrokerId,
  name: z.string(),
  url: z.string(),
  state: z.enum(['unknown', 'reachable', 'unreachable']),
  checkedAt: Instant.nullable(),
  importedAt: Instant.nullable(),
  lastError: z.string().nullable(),
  waiting: z.number().int(),
})

export const listBrokers = operation({
  name: 'listBrokers',
  method: 'GET',
  path: '/brokers',
  summary: 'The service brokers, whether they answer, and how much waits for them.',
  permission: 'brokers:read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(Broker) }),
})

export const importCatalog = operation({
  name: 'importCatalog',
  method: 'POST',
  path: '/brokers/{brokerId}:import-catalog',
  summary: "Read the broker's catalog again. Prices stay Procura's; a plan without a price is not offered.",
  permission: 'brokers:manage',
  input: z.strictObject({ brokerId: BrokerId }),
  output: z.object({ brokerId: BrokerId, requestedAt: Instant }),
  status: 202,
})
