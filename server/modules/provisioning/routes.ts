import * as contract from '#contract/provisioning.ts'
import { command, query } from '#kernel/operations.ts'
import { importCatalog } from './import-catalog.ts'
import { listBrokerStates } from './queries/brokers.ts'
import { viewBroker } from './rules.ts'

/** What the operator does with the service brokers. */
export const provisioningRoutes = [
  query(contract.listBrokers, async (ctx) => ({ items: (await listBrokerStates(ctx.db)).map(viewBroker) })),
  command(contract.importCatalog, importCatalog),
]
