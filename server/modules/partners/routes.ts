import * as contract from '#contract/partners.ts'
import { auditedQuery, command, query } from '#kernel/operations.ts'
import { assignAccountManager } from './assign-account-manager.ts'
import { freezeCustomer } from './freeze-customer.ts'
import { listAccountManagers } from './queries/account-managers.ts'
import { getCustomer } from './queries/customer.ts'
import { listPartners, listResellers } from './queries/resellers.ts'
import { listCustomers } from './queries/search.ts'
import { replaceCustomerTags } from './replace-customer-tags.ts'
import { setDistributorPermission } from './set-distributor-permission.ts'
import { unfreezeCustomer } from './unfreeze-customer.ts'

export const partnerRoutes = [
  auditedQuery(contract.listCustomers, listCustomers),
  auditedQuery(contract.getCustomer, getCustomer),
  command(contract.freezeCustomer, freezeCustomer, { changesCustomer: true }),
  command(contract.unfreezeCustomer, unfreezeCustomer, { changesCustomer: true }),
  command(contract.replaceCustomerTags, replaceCustomerTags, { changesCustomer: true }),
  command(contract.assignAccountManager, assignAccountManager, { changesCustomer: true }),
  query(contract.listAccountManagers, listAccountManagers),
  query(contract.listResellers, listResellers),
  command(contract.setDistributorPermission, setDistributorPermission),
  query(contract.listPartners, listPartners),
]
