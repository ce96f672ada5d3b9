import * as acting from './acting.ts'
import * as audit from './audit.ts'
import * as authorizations from './authorizations.ts'
import * as budgets from './budgets.ts'
import * as catalog from './catalog.ts'
import * as identity from './identity.ts'
import type { Operation } from './operation.ts'
import * as orders from './orders.ts'
import * as partners from './partners.ts'
import * as provisioning from './provisioning.ts'
import * as resources from './resources.ts'

const modules = [identity, partners, catalog, authorizations, acting, budgets, resources, orders, provisioning, audit]

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'permission' in value && 'path' in value
}

/** Every operation of the API, in the order its documentation lists them. */
export const operations: readonly Operation[] = modules.flatMap((module) => Object.values(module).filter(isOperation))

export { acting, audit, authorizations, budgets, catalog, identity, orders, partners, provisioning, resources }
