import type { Catalogue } from '../text.tsx'
import { acting } from './acting.ts'
import { audit } from './audit.ts'
import { authorizations } from './authorizations.ts'
import { catalog } from './catalog.ts'
import { codes } from './codes.ts'
import { common } from './common.ts'
import { frame } from './frame.ts'
import { identity } from './identity.ts'
import { list } from './list.ts'
import { notifications } from './notifications.ts'
import { orders } from './orders.ts'
import { partners } from './partners.ts'
import { refusals } from './refusals.ts'
import { provisioning } from './provisioning.ts'
import { resources } from './resources.ts'
import { scope } from './scope.ts'

/** Every text of the console in Simplified Chinese; a text that is missing does not compile. */
export const zhCN: Catalogue = {
  ...frame,
  ...common,
  ...list,
  ...codes,
  ...refusals,
  ...identity,
  ...partners,
  ...catalog,
  ...authorizations,
  ...scope,
  ...acting,
  ...resources,
  ...orders,
  ...provisioning,
  ...notifications,
  ...audit,
}
