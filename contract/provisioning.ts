import { z } from 'zod'
import { BrokerId } from './ids.ts'
import { operation } from './operation.ts'
import { Instant } from './text.ts'

/** Where the last reading of a broker's catalog stands. */
export const CatalogImportState = z.enum(['never', 'running', 'done', 'failed'])

export const BrokerState = z.enum(['unknown', 'reachable', 'unreachable'])

export const Broker = z.object({
  id: BrokerId,
  name: z.string(),
  url: z.string(),
  state: BrokerState,
  /** Since when it has been found in this state. */
  stateSince: Instant.nullable(),
  checkedAt: Instant.nullable(),
  /** Why it was not reachable when it was last asked. */
  lastError: z.string().nullable(),
  importState: CatalogImportState,
  /** When its catalog was last taken over. */
  importedAt: Instant.nullable(),
  /** When the last reading came to its end, well or not. */
  importEndedAt: Instant.nullable(),
  /** Why the last reading failed. What was taken over before it stays on offer. */
  importError: z.string().nullable(),
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
