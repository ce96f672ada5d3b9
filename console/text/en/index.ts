import { account } from './account.ts'
import { acting } from './acting.ts'
import { apiKeys } from './api-keys.ts'
import { approval } from './approval.ts'
import { audit } from './audit.ts'
import { authorizationList } from './authorization-list.ts'
import { authorizations } from './authorizations.ts'
import { catalog } from './catalog.ts'
import { codes } from './codes.ts'
import { common } from './common.ts'
import { customers } from './customers.ts'
import { customerDialogs } from './customer-dialogs.ts'
import { customerDetails } from './customer-details.ts'
import { frame } from './frame.ts'
import { home } from './home.ts'
import { identity } from './identity.ts'
import { letters } from './letters.ts'
import { list } from './list.ts'
import { myPartner } from './my-partner.ts'
import { notifications } from './notifications.ts'
import { operationNames } from './operations.ts'
import { orderLists } from './order-lists.ts'
import { ordering } from './ordering.ts'
import { orders } from './orders.ts'
import { partners } from './partners.ts'
import { refusals } from './refusals.ts'
import { provisioning } from './provisioning.ts'
import { resellers } from './resellers.ts'
import { resources } from './resources.ts'
import { scope } from './scope.ts'
import { walls } from './walls.ts'
import { security } from './security.ts'
import { singleSignOn } from './single-sign-on.ts'

/** Every text of the console. */
export const en = {
  ...frame,
  ...common,
  ...list,
  ...apiKeys,
  ...letters,
  ...codes,
  ...refusals,
  ...identity,
  ...home,
  ...approval,
  ...account,
  ...security,
  ...singleSignOn,
  ...partners,
  ...customerDetails,
  ...customerDialogs,
  ...customers,
  ...resellers,
  ...catalog,
  ...authorizations,
  ...authorizationList,
  ...myPartner,
  ...scope,
  ...walls,
  ...acting,
  ...resources,
  ...orders,
  ...ordering,
  ...orderLists,
  ...provisioning,
  ...notifications,
  ...audit,
  ...operationNames,
} as const
