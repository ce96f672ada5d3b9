import * as contract from '#contract/catalog.ts'
import { query } from '#kernel/operations.ts'
import { listRegions, listServices } from './queries/browse.ts'
import { getPriceList, listOffers } from './queries/offers.ts'

export const catalogRoutes = [
  query(contract.listServices, (ctx) => listServices(ctx.db)),
  query(contract.listOffers, listOffers),
  query(contract.getPriceList, getPriceList),
  query(contract.listRegions, (ctx) => listRegions(ctx.db)),
]
