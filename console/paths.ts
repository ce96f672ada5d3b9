/** Every URL of the console, as the router matches it. Nothing else in the console spells one. */
export const patterns = {
  signIn: '/sign-in',
  home: '/home',
  customers: '/customers',
  customer: '/customers/$customerId',
  customerOrder: '/customers/$customerId/orders/$orderId',
  authorizations: '/authorizations',
  orders: '/orders',
  resources: '/resources',
  resellers: '/resellers',
  myPartner: '/my-partner',
  myAuthorization: '/my-partner/authorizations/$authorizationId',
  selectProducts: '/select-products',
  configure: '/select-products/$serviceId',
  confirm: '/confirm',
  placing: '/placing',
  account: '/account',
  apiKeys: '/api-keys',
  security: '/security',
  singleSignOn: '/single-sign-on',
  partners: '/partners',
  catalog: '/catalog',
  brokers: '/brokers',
  letters: '/letters',
  audit: '/audit',
  mail: '/dev/mail',
  orderApproval: '/order-approval',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  startSingleSignOn: '/sso',
  finishSingleSignOn: '/sso/$accountId',
  acting: '/acting/$actingSessionId',
  actingSelectProducts: '/acting/$actingSessionId/select-products',
  actingConfigure: '/acting/$actingSessionId/select-products/$serviceId',
  actingConfirm: '/acting/$actingSessionId/confirm',
  actingPlacing: '/acting/$actingSessionId/placing',
  actingOrders: '/acting/$actingSessionId/orders',
  actingOrder: '/acting/$actingSessionId/orders/$orderId',
  actingResources: '/acting/$actingSessionId/resources',
  actingEnded: '/acting/$actingSessionId/ended',
} as const

export type PatternName = keyof typeof patterns
type Search = Readonly<Record<string, string | undefined>>

/** The URLs of the pages of the member's own tab. */
export const paths = {
  signIn: (search: { readonly returnTo?: string; readonly unfinished?: 'order' } = {}) =>
    withSearch(patterns.signIn, search),
  home: () => patterns.home,
  customers: (search: Search = {}) => withSearch(patterns.customers, search),
  customer: (customerId: string, search: Search = {}) => withSearch(fill(patterns.customer, { customerId }), search),
  customerOrder: (customerId: string, orderId: string) => fill(patterns.customerOrder, { customerId, orderId }),
  authorizations: (search: Search = {}) => withSearch(patterns.authorizations, search),
  orders: (search: Search = {}) => withSearch(patterns.orders, search),
  resources: (search: Search = {}) => withSearch(patterns.resources, search),
  resellers: (search: Search = {}) => withSearch(patterns.resellers, search),
  myPartner: (search: Search = {}) => withSearch(patterns.myPartner, search),
  myAuthorization: (authorizationId: string) => fill(patterns.myAuthorization, { authorizationId }),
  account: () => patterns.account,
  security: () => patterns.security,
  forgotPassword: () => patterns.forgotPassword,
  startSingleSignOn: (search: { readonly returnTo?: string } = {}) => withSearch(patterns.startSingleSignOn, search),
  finishSingleSignOn: (accountId: string) => fill(patterns.finishSingleSignOn, { accountId }),
  partners: () => patterns.partners,
  catalog: (search: Search = {}) => withSearch(patterns.catalog, search),
  brokers: () => patterns.brokers,
  audit: (search: Search = {}) => withSearch(patterns.audit, search),
  mail: (search: Search = {}) => withSearch(patterns.mail, search),
  actingEnded: (actingSessionId: string) => fill(patterns.actingEnded, { actingSessionId }),
} as const

/** The URLs of the pages in a customer's account: of the acting tab, or of the customer's own. */
export interface CustomerPaths {
  readonly selectProducts: (search?: Search) => string
  readonly configure: (serviceId: string, search?: Search) => string
  readonly confirm: (search?: Search) => string
  readonly placing: (search?: Search) => string
  readonly orders: (search?: Search) => string
  readonly order: (customerId: string, orderId: string) => string
  readonly resources: (search?: Search) => string
}

/** The pages in a customer’s account never leave their tab: those of an acting tab name its acting session. */
export function customerPathsOf(actingSessionId: string | null): CustomerPaths {
  const inTab = (pattern: string) =>
    actingSessionId ? `${fill(patterns.acting, { actingSessionId })}${pattern}` : pattern
  return {
    selectProducts: (search) => withSearch(inTab(patterns.selectProducts), search),
    configure: (serviceId, search) => withSearch(inTab(fill(patterns.configure, { serviceId })), search),
    confirm: (search) => withSearch(inTab(patterns.confirm), search),
    placing: (search) => withSearch(inTab(patterns.placing), search),
    orders: (search) => withSearch(inTab(patterns.orders), search),
    order: (customerId, orderId) =>
      actingSessionId
        ? fill(patterns.actingOrder, { actingSessionId, orderId })
        : paths.customerOrder(customerId, orderId),
    resources: (search) => withSearch(inTab(patterns.resources), search),
  }
}

function fill(pattern: string, names: Readonly<Record<string, string>>): string {
  return pattern.replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
}

function withSearch(path: string, search: Search = {}): string {
  const given = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
