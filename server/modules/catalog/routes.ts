import * as contract from '#contract/catalog.ts'
import { query } from '#kernel/operations.ts'
import { listOffers, listRegions, listServices } from './queries/browse.ts'

export const catalogRoutes = [
  query(contract.listServices, (ctx) => listServices(ctx.db)),
  query(contract.listOffers, listOffers),
  query(contract.listRegions, (ctx) => listRegions(ctx.db)),
]
