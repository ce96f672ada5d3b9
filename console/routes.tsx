import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { OwnPage } from '#console/app/access.ts'
import { FaultPage } from '#console/app/fault-page.tsx'
import { Loading } from '#console/app/loading.tsx'
import { NotFoundPage } from '#console/app/not-found-page.tsx'
import { speakWholly } from '#console/text/spoken.ts'
import { type PatternName, patterns } from './paths.ts'

// Every page is imported only when somebody opens it, so that each is a chunk of its own.

/** Nobody needs the guards, and the contract that they ask, before they have signed in. */
const guards = () => import('#console/app/guards.ts')

const root = createRootRoute({ notFoundComponent: NotFoundPage })

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => redirect({ href: patterns.home, replace: true, throw: true }),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: patterns.signIn,
  component: lazyRouteComponent(() => import('#console/app/modules/identity/sign-in-page.tsx'), 'SignInPage'),
})

const ownTab = createRoute({
  getParentRoute: () => root,
  id: 'own',
  beforeLoad: async (guarded) => (await guards()).requireSession(guarded),
  component: lazyRouteComponent(() => import('#console/app/own-layout.tsx'), 'OwnLayout'),
})

const actingTab = createRoute({
  getParentRoute: () => root,
  path: patterns.acting,
  beforeLoad: async (guarded) => (await guards()).requireActing(guarded),
  component: lazyRouteComponent(() => import('#console/app/acting-layout.tsx'), 'ActingLayout'),
})

type Component = ReturnType<typeof lazyRouteComponent>

function own(page: OwnPage, component: Component) {
  return createRoute({
    getParentRoute: () => ownTab,
    path: patterns[page],
    beforeLoad: async (guarded) => (await guards()).requireAccess(page, guarded),
    component,
  })
}

type ActingPage = Extract<PatternName, `acting${string}`>

function acting(page: ActingPage, component: Component) {
  const path = patterns[page].slice(patterns.acting.length)
  return createRoute({ getParentRoute: () => actingTab, path, component })
}

const pages = {
  home: lazyRouteComponent(() => import('#console/app/modules/identity/home-page.tsx'), 'HomePage'),
  account: lazyRouteComponent(() => import('#console/app/modules/identity/account-page.tsx'), 'AccountPage'),
  security: lazyRouteComponent(() => import('#console/app/modules/identity/security-page.tsx'), 'SecurityPage'),
  customers: lazyRouteComponent(() => import('#console/app/modules/partners/customers-page.tsx'), 'CustomersPage'),
  customer: lazyRouteComponent(() => import('#console/app/modules/partners/customer-page.tsx'), 'CustomerPage'),
  resellers: lazyRouteComponent(() => import('#console/app/modules/partners/resellers-page.tsx'), 'ResellersPage'),
  partners: lazyRouteComponent(() => import('#console/app/modules/partners/partners-page.tsx'), 'PartnersPage'),
  myPartner: lazyRouteComponent(
    () => import('#console/app/modules/authorizations/my-partner-page.tsx'),
    'MyPartnerPage',
  ),
  myAuthorization: lazyRouteComponent(
    () => import('#console/app/modules/authorizations/my-authorization-page.tsx'),
    'MyAuthorizationPage',
  ),
  authorizations: lazyRouteComponent(
    () => import('#console/app/modules/authorizations/authorizations-page.tsx'),
    'AuthorizationsPage',
  ),
  selectProducts: lazyRouteComponent(
    () => import('#console/app/modules/catalog/select-products-page.tsx'),
    'SelectProductsPage',
  ),
  catalog: lazyRouteComponent(() => import('#console/app/modules/catalog/catalog-page.tsx'), 'CatalogPage'),
  configure: lazyRouteComponent(() => import('#console/app/modules/orders/configure-page.tsx'), 'ConfigurePage'),
  confirm: lazyRouteComponent(() => import('#console/app/modules/orders/confirm-page.tsx'), 'ConfirmPage'),
  placing: lazyRouteComponent(() => import('#console/app/modules/orders/placing-page.tsx'), 'PlacingPage'),
  orders: lazyRouteComponent(() => import('#console/app/modules/orders/orders-page.tsx'), 'OrdersPage'),
  order: lazyRouteComponent(() => import('#console/app/modules/orders/order-page.tsx'), 'OrderPage'),
  resources: lazyRouteComponent(() => import('#console/app/modules/resources/resources-page.tsx'), 'ResourcesPage'),
  brokers: lazyRouteComponent(() => import('#console/app/modules/provisioning/brokers-page.tsx'), 'BrokersPage'),
  apiKeys: lazyRouteComponent(() => import('#console/app/modules/identity/api-keys-page.tsx'), 'ApiKeysPage'),
  singleSignOn: lazyRouteComponent(
    () => import('#console/app/modules/single-sign-on/single-sign-on-page.tsx'),
    'SingleSignOnPage',
  ),
  startSingleSignOn: lazyRouteComponent(
    () => import('#console/app/modules/single-sign-on/start-single-sign-on-page.tsx'),
    'StartSingleSignOnPage',
  ),
  finishSingleSignOn: lazyRouteComponent(
    () => import('#console/app/modules/single-sign-on/finish-single-sign-on-page.tsx'),
    'FinishSingleSignOnPage',
  ),
  letters: lazyRouteComponent(() => import('#console/app/modules/authorizations/letters-page.tsx'), 'LettersPage'),
  audit: lazyRouteComponent(() => import('#console/app/modules/audit/audit-page.tsx'), 'AuditPage'),
  orderApproval: lazyRouteComponent(
    () => import('#console/app/modules/orders/order-approval-page.tsx'),
    'OrderApprovalPage',
  ),
  forgotPassword: lazyRouteComponent(
    () => import('#console/app/modules/identity/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
  resetPassword: lazyRouteComponent(
    () => import('#console/app/modules/identity/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
  mail: lazyRouteComponent(() => import('#console/app/modules/notifications/mail-page.tsx'), 'MailPage'),
  actingEnded: lazyRouteComponent(() => import('#console/app/modules/acting/acting-ended-page.tsx'), 'ActingEndedPage'),
} as const

const bare = createRoute({
  getParentRoute: () => root,
  id: 'bare',
  beforeLoad: speakWholly,
  component: lazyRouteComponent(() => import('#console/app/bare-layout.tsx'), 'BareLayout'),
})

const mail = createRoute({ getParentRoute: () => bare, path: patterns.mail, component: pages.mail })
const orderApproval = createRoute({
  getParentRoute: () => bare,
  path: patterns.orderApproval,
  component: pages.orderApproval,
})

const forgotPassword = createRoute({
  getParentRoute: () => bare,
  path: patterns.forgotPassword,
  component: pages.forgotPassword,
})
const resetPassword = createRoute({
  getParentRoute: () => bare,
  path: patterns.resetPassword,
  component: pages.resetPassword,
})

const startSingleSignOn = createRoute({
  getParentRoute: () => bare,
  path: patterns.startSingleSignOn,
  component: pages.startSingleSignOn,
})
const finishSingleSignOn = createRoute({
  getParentRoute: () => bare,
  path: patterns.finishSingleSignOn,
  component: pages.finishSingleSignOn,
})

const routeTree = root.addChildren([
  start,
  signIn,
  bare.addChildren([mail, orderApproval, forgotPassword, resetPassword, startSingleSignOn, finishSingleSignOn]),
  ownTab.addChildren([
    own('home', pages.home),
    own('customers', pages.customers),
    own('customer', pages.customer),
    own('customerOrder', pages.order),
    own('authorizations', pages.authorizations),
    own('orders', pages.orders),
    own('resources', pages.resources),
    own('resellers', pages.resellers),
    own('myPartner', pages.myPartner),
    own('myAuthorization', pages.myAuthorization),
    own('selectProducts', pages.selectProducts),
    own('configure', pages.configure),
    own('confirm', pages.confirm),
    own('placing', pages.placing),
    own('account', pages.account),
    own('security', pages.security),
    own('partners', pages.partners),
    own('catalog', pages.catalog),
    own('brokers', pages.brokers),
    own('apiKeys', pages.apiKeys),
    own('singleSignOn', pages.singleSignOn),
    own('letters', pages.letters),
    own('audit', pages.audit),
    own('actingEnded', pages.actingEnded),
  ]),
  actingTab.addChildren([
    acting('actingSelectProducts', pages.selectProducts),
    acting('actingConfigure', pages.configure),
    acting('actingConfirm', pages.confirm),
    acting('actingPlacing', pages.placing),
    acting('actingOrders', pages.orders),
    acting('actingOrder', pages.order),
    acting('actingResources', pages.resources),
  ]),
])

export const router = createRouter({
  routeTree,
  defaultErrorComponent: FaultPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: Loading,
  // What a URL says is text: an id of digits stays one, and a shared link reads as it was written.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString()
    return text === '' ? '' : `?${text}`
  },
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/**
 * Fetches at once all that the first page is made of, while the server still says who is signed in: what comes one
 * after the other costs a round trip each. The failure of any is met again by the router, which shows it.
 */
export async function preloadFirstPage(): Promise<void> {
  const [matched] = router.getMatchedRoutes(router.history.location.pathname)
  if (!matched.some(({ id }) => id === ownTab.id || id === actingTab.id)) return
  const parts = matched.map(({ options }) => (options.component as Partial<Component> | undefined)?.preload?.())
  await Promise.allSettled([guards(), speakWholly(), ...parts])
}
