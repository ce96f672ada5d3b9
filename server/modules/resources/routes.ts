import * as contract from '#contract/resources.ts'
import { query } from '#kernel/operations.ts'
import { getResource, listCustomerResources, listResources } from './queries/read.ts'

/** View Resources, for one customer and over all of them. */
export const resourceRoutes = [
  query(contract.listCustomerResources, listCustomerResources),
  query(contract.getResource, getResource),
  query(contract.listResources, listResources),
]
