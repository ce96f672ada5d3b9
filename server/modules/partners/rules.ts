import type { AuthorityFacts } from '#contract/authority.ts'
import { delegationWalls, holdsPermission, newRequestWalls } from '#contract/authority.ts'
import type { AuthorizationState } from '#contract/authorizations.ts'
import type { AuthorizationId } from '#contract/ids.ts'
import { currencyExponents, moneyOf } from '#contract/money.ts'
import type { CurrencyCode } from '#contract/money.ts'
import { customerOperations } from '#contract/partners.ts'
import type { AssociationType, Customer, CustomerOperation, Freeze, sensitiveColumns } from '#contract/partners.ts'
import type { Permission, Role } from '#contract/permissions.ts'
import { reasonOf } from '#contract/walls.ts'
import type { Wall } from '#contract/walls.ts'
import type { z } from 'zod'
import type { CustomerRow } from './queries/customer.ts'

/** The currency of what a distributor sets for its resellers. */
export const quotaCurrency: CurrencyCode = 'USD'

/** Members who may look after a customer. */
export const accountManagerRoles: readonly Role[] = ['account_manager', 'sales', 'admin']

/** A member with this role alone sees only the customers assigned to them. */
export function seesOnlyAssigned(roles: readonly Role[]): boolean {
  return roles.length === 1 && roles[0] === 'account_manager'
}

export type SensitiveColumn = (typeof sensitiveColumns)[number]

const shortest = 4

/** The first and the last sign of a name; one of three signs or fewer keeps at most its first. */
export function maskName(name: string): string {
  const signs = Array.from(name)
  if (signs.length < shortest) return signs.length < shortest - 1 ? '**' : `${signs[0]}**`
  return `${signs[0]}***${signs[signs.length - 1]}`
}

/** The domain tells where mail goes, and not to whom. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 0 ? maskName(email) : `${maskName(email.slice(0, at))}${email.slice(at)}`
}

const longEnoughToHint = 9

/** The start, which says the country, and the last two digits; all of it when there is too little else. */
export function maskMobile(mobile: string): string {
  return mobile.length < longEnoughToHint ? '****' : `${mobile.slice(0, 3)}****${mobile.slice(-2)}`
}

/** The walls of each operation of a row beside its permission. */
const rowOperations: Readonly<Record<CustomerOperation, { permission: Permission; walls: readonly Walls[] }>> = {
  setBudget: { permission: 'budgets:write', walls: [unlessOpen, unlessReseller, unlessLet('setBudgets')] },
  freezeCustomer: { permission: 'customers:freeze', walls: [unlessOpen, unlessReseller, unlessLet('freeze')] },
  unfreezeCustomer: {
    permission: 'customers:freeze',
    walls: [whenPartnerFrozen, unlessOpen, unlessReseller, unlessLet('freeze')],
  },
  listCustomerOrders: { permission: 'orders:read', walls: [] },
  listCustomerResources: { permission: 'resources:read', walls: [] },
  requestAuthorization: { permission: 'authorizations:request', walls: [newRequestWalls] },
  startActingSession: { permission: 'acting:start', walls: [delegationWalls] },
  assignAccountManager: { permission: 'customers:assign', walls: [unlessOpen, unlessSeller] },
  replaceCustomerTags: { permission: 'customers:tag', walls: [unlessOpen, unlessSeller] },
}

/** Facts of one customer and one caller, and whether the caller's partner is the one who sells to it. */
export interface RowFacts extends AuthorityFacts {
  readonly isSeller: boolean
}

type Walls = (facts: RowFacts) => readonly Wall[]

function whenPartnerFrozen({ partner }: RowFacts): Wall[] {
  return partner?.frozen ? ['partner_frozen'] : []
}

function unlessOpen({ customer }: RowFacts): Wall[] {
  return customer?.closed ? ['customer_closed'] : []
}

function unlessReseller({ association }: RowFacts): Wall[] {
  return association?.type !== 'reseller' || association.ended ? ['association'] : []
}

function unlessLet(what: 'freeze' | 'setBudgets'): Walls {
  return ({ distributorPermission }) =>
    distributorPermission && !distributorPermission[what] ? ['distributor_permission'] : []
}

function unlessSeller({ isSeller }: RowFacts): Wall[] {
  return isSeller ? [] : ['seller']
}

/** Every wall between the caller and one operation on one customer; the handlers refuse by the same ones. */
export function operationWalls(facts: RowFacts, operation: CustomerOperation): Wall[] {
  const { permission, walls } = rowOperations[operation]
  const verb = holdsPermission(facts, permission)
  return [...(verb ? [verb] : []), ...walls.flatMap((wallsOf) => wallsOf(facts))]
}

/** What is the caller's own in the facts, and the same for every row. */
export type CallerFacts = Pick<AuthorityFacts, 'now' | 'member' | 'partner' | 'distributorPermission'>

function rowFacts(caller: CallerFacts, row: CustomerRow, partnerId: string): RowFacts {
  const { authorizationState: state, validFrom, validUntil } = row
  const limits = { longestTermMonths: null, maxOrderMinor: null, approvalMode: null, approveAboveMinor: null }
  const terms = { actions: [], serviceFamilies: [], ...limits }
  return {
    ...caller,
    customer: { closed: row.closedAt !== null, frozen: row.freezeScope },
    association: { type: row.associationType, ended: row.endedAt !== null },
    authorization: state && validFrom && validUntil ? { ...terms, state, validFrom, validUntil } : null,
    acting: null,
    isSeller: row.partnerId === partnerId,
  }
}

function viewCan(facts: RowFacts): NonNullable<Customer['can']> {
  const entries = customerOperations.map((operation) => {
    const reasons = operationWalls(facts, operation).map(reasonOf)
    return [operation, { allowed: reasons.length === 0, reasons }] as const
  })
  return Object.fromEntries(entries) as NonNullable<Customer['can']>
}

export interface Onlooker {
  readonly month: string
  /** The columns shown as they are. */
  readonly unmasked: readonly SensitiveColumn[]
  /** Given where the row says what may be done with the customer. */
  readonly caller: { readonly facts: CallerFacts; readonly partnerId: string } | null
}

type View<T extends z.ZodType> = z.output<T>

function viewFreeze(row: CustomerRow): View<typeof Freeze> | null {
  const { freezeScope: scope, freezeOrigin: origin, freezeReason: reason, frozenAt } = row
  return scope && origin && frozenAt ? { scope, origin, reason: reason ?? '', from: frozenAt.toISOString() } : null
}

function viewBudget(row: CustomerRow): Customer['budget'] {
  if (row.budgetMinor === null) return null
  return {
    amount: moneyOf(row.budgetMinor, row.currency),
    used: moneyOf(row.budgetUsedMinor ?? 0n, row.currency),
    usagePercent: Number(row.budgetUsagePercent ?? 0),
  }
}

function viewAssociation(row: CustomerRow): { type: z.output<typeof AssociationType>; beganAt: string } | null {
  return row.endedAt === null ? { type: row.associationType, beganAt: row.beganAt.toISOString() } : null
}

/** A customer as one caller may see it: what was not asked for by name stays masked. */
export function viewCustomer(row: CustomerRow, { month, unmasked, caller }: Onlooker): Customer {
  const show = (column: SensitiveColumn, value: string, mask: (value: string) => string) =>
    unmasked.includes(column) ? value : mask(value)
  const { accountManagerId, accountManagerName, authorizationId, authorizationState } = row
  return {
    id: row.id as Customer['id'],
    name: show('name', row.name, maskName),
    account: show('name', row.accountName, maskName),
    email: show('email', row.email, maskEmail),
    mobile: row.mobile === null ? null : show('mobile', row.mobile, maskMobile),
    currency: row.currency,
    partner: { id: row.partnerId as Customer['partner']['id'], name: row.partnerName },
    association: viewAssociation(row),
    accountManager:
      accountManagerId === null || accountManagerName === null
        ? null
        : {
            id: accountManagerId as NonNullable<Customer['accountManager']>['id'],
            name: show('accountManager', accountManagerName, maskName),
          },
    tags: row.tags,
    freeze: viewFreeze(row),
    autoFrozen: row.freezeOrigin === 'automatic',
    monthToDate: moneyOf(row.month === month ? (row.monthToDateMinor ?? 0n) : 0n, row.currency),
    budget: viewBudget(row),
    resourceExpiresOn: row.nextExpiryOn,
    authorization:
      authorizationId === null || authorizationState === null
        ? null
        : {
            id: authorizationId as AuthorizationId,
            state: authorizationState as AuthorizationState,
            validUntil: authorizationState === 'active' ? (row.validUntil?.toISOString() ?? null) : null,
          },
    openOrders: row.openOrders ?? 0,
    liveResources: row.liveResources ?? 0,
    ...(caller ? { can: viewCan(rowFacts(caller.facts, row, caller.partnerId)) } : {}),
  }
}

/** An amount of a filter in minor units of a currency: the first that lies within what was asked. */
export function minorBound(value: number, currency: CurrencyCode, end: 'min' | 'max'): bigint {
  const minor = value * 10 ** currencyExponents[currency]
  const near = Math.round(minor)
  if (Math.abs(near - minor) < 1e-3) return BigInt(near)
  return BigInt(end === 'min' ? Math.ceil(minor) : Math.floor(minor))
}

/** Tags as they are kept: no blanks around them, none twice, in order. */
export function tidyTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))].sort()
}
