import { letterRows } from '../letters.ts'
import { makeActingSessions } from './acting-sessions.ts'
import { makeAuditEvents } from './audit.ts'
import { makeAuthorizations } from './authorizations.ts'
import { makeBudgets, type SampleBudget } from './budgets.ts'
import { later, dayMs } from './calendar.ts'
import { makeConsultant, makeCustomers, type SampleCustomer } from './customers.ts'
import { roundNumberAbove } from './limits.ts'
import { makeIdentities, makeLogins } from './logins.ts'
import { draftOrders } from './order-drafts.ts'
import { makeOrders } from './orders.ts'
import { makeAuthorizationLimits, makeQuotas } from './other-limits.ts'
import { makeSellers, type Sellers } from './partners.ts'
import { priceBookOf } from './prices.ts'
import type { CatalogPlan, ProductLine } from './products.ts'
import { makeResources, operationsOf } from './resources.ts'
import type { Row, SampleRows } from './rows.ts'
import { makeExpenditures } from './spending.ts'
import { makeSummaries } from './summaries.ts'

export interface SampleOptions {
  readonly now: Date
  /** One for everybody: the sandbox shows the password. */
  readonly passwordHash: string
  /** Whom the resources were ordered from. */
  readonly brokerId: string
}

/** All rows of the sample data. The same catalog and options give the same rows. */
export function makeWorld(plans: readonly CatalogPlan[], offers: Row<'offers'>[], options: SampleOptions): SampleRows {
  const { now, passwordHash, brokerId } = options
  const book = priceBookOf(offers)
  const sellers = makeSellers(now)
  const customers = makeCustomers(sellers, now)
  const consultant = makeConsultant(customers)
  const authorizations = makeAuthorizations(customers, sellers, now)
  const actings = makeActingSessions(authorizations, now)
  const products = productLine(plans, offers, (plan, region, units) => book.monthlyOf({ planId: plan, region, units }))
  const orders = makeOrders(draftOrders(customers, actings, products, book, now), book, now)
  const resources = makeResources(orders, now)
  const shown = makeExpenditures(orders, resources, book, now)
  const budgets = makeBudgets(customers, orders, shown, now)
  const expenditures = [...shown, ...budgets.flatMap(({ otherUse }) => otherUse ?? [])]
  grantBudgetQuota(sellers, budgets)
  const ofAuthorizations = makeAuthorizationLimits(authorizations, orders, now)
  const limits = [
    ...budgets.map(({ limit }) => limit),
    ...ofAuthorizations,
    ...makeQuotas(sellers, customers, orders, expenditures, now),
  ]
  const members = [...sellers.all.flatMap((seller) => seller.members), ...sellers.operator.members]
  members.push(...customers.flatMap((customer) => customer.members), ...consultant)
  const people = makeIdentities(members, passwordHash)
  const identityOf = new Map(people.memberships.map(({ memberId, identityId }) => [memberId, identityId]))
  return {
    offers,
    letters: letterRows(later(now, -900 * dayMs)),
    accounts: accountsOf(sellers, customers),
    ...people,
    sessions: actings.map(({ session }) => ({ ...session, identityId: identityOf.get(session.memberId) ?? '' })),
    partners: sellers.all.map(({ partner }) => partner),
    distributorPermissions: sellers.all.map(({ permission }) => permission),
    customers: customers.map(({ row }) => row),
    members,
    associations: customers.map(({ association }) => association),
    customerTags: customers.flatMap(tagsOf),
    freezes: customers.flatMap(({ freezes }) => freezes),
    authorizations: authorizations.map(({ row }) => row),
    actingSessions: actings.map(({ row }) => row),
    limits: limits.map(({ row }) => row),
    orders: orders.map(({ row }) => row),
    orderItems: orders.flatMap(({ items }) => items.map(({ row }) => row)),
    resources: resources.map(({ row }) => row),
    brokerOperations: operationsOf(resources, brokerId),
    expenditures,
    ledgerEntries: limits.flatMap(({ entries }) => entries),
    customerSummaries: makeSummaries({ customers, budgets, orders, resources, expenditures }, now),
    auditEvents: makeAuditEvents(orders, authorizations, actings, now),
    sandboxLogins: makeLogins(sellers, customers, authorizations, consultant),
  }
}

/** The plans that have a price, each with what its sample costs for a month in its first region. */
function productLine(
  plans: readonly CatalogPlan[],
  offers: readonly Row<'offers'>[],
  monthlyOf: (planId: string, region: string, units: number) => number,
): ProductLine {
  const offered = new Set(offers.map(({ planId }) => planId))
  const priced = plans.filter(({ id }) => offered.has(id))
  const prices = new Map(
    priced.map((plan) => {
      const [region = ''] = Object.keys(plan.availabilityZones)
      const units = plan.pricedBy === null ? 1 : Number(plan.sampleParameters[region]?.[plan.pricedBy] ?? 1)
      return [plan.id, monthlyOf(plan.id, region, units)]
    }),
  )
  return { plans: priced, monthlyOf: ({ id }) => prices.get(id) ?? 1 }
}

function accountsOf({ operator, all }: Sellers, customers: readonly SampleCustomer[]): Row<'accounts'>[] {
  const partners = all.map(({ partner: { kind, ...partner } }) => accountOf('partner', kind, partner))
  return [operator.account, ...partners, ...customers.map(({ row }) => accountOf('customer', null, row))]
}

function accountOf(
  kind: string,
  partnerKind: string | null,
  { id, channelId, name, createdAt }: Pick<Row<'accounts'>, 'id' | 'channelId' | 'name' | 'createdAt'>,
): Row<'accounts'> {
  return { id, kind, partnerKind, channelId, name, createdAt }
}

function tagsOf({ row, tags }: SampleCustomer): Row<'customerTags'>[] {
  return tags.map((tag) => ({ channelId: row.channelId, customerId: row.id, partnerId: row.partnerId, tag }))
}

/** The distributor lets the first reseller give out more than its budgets are now. */
function grantBudgetQuota({ first }: Sellers, budgets: readonly SampleBudget[]): void {
  const given = budgets
    .filter(({ customer }) => customer.seller === first)
    .reduce((sum, { limit }) => sum + limit.row.maximum, 0n)
  first.permission.budgetQuotaMinor = roundNumberAbove(given + given / 4n)
}
