import { z } from 'zod'

export const PartnerRole = z.enum(['admin', 'account_manager', 'sales', 'finance', 'viewer'])
export type PartnerRole = z.output<typeof PartnerRole>
export const CustomerRole = z.enum(['owner', 'purchaser', 'viewer'])
export type CustomerRole = z.output<typeof CustomerRole>
export const OperatorRole = z.enum(['admin', 'viewer'])
export type OperatorRole = z.output<typeof OperatorRole>
export type Role = PartnerRole | CustomerRole | OperatorRole

export const PartnerKind = z.enum(['distributor', 'reseller', 'solution_provider'])
export type PartnerKind = z.output<typeof PartnerKind>
export const AccountKind = z.enum(['partner', 'customer', 'operator'])
export type AccountKind = z.output<typeof AccountKind>

/** What an authorization may allow a partner to do. */
export const ScopeAction = z.enum([
  'purchase_yearly_monthly',
  'enable_pay_per_use',
  'manage_resources',
  'view_orders',
  'view_resources',
])
export type ScopeAction = z.output<typeof ScopeAction>

/**
 * Who holds a permission. A kind that is not named does not hold it; `acting` is a partner's member in a customer's
 * account.
 */
export interface Holders {
  readonly anyone?: true
  readonly partner?: readonly PartnerRole[]
  readonly customer?: readonly CustomerRole[]
  readonly operator?: readonly OperatorRole[]
  /** `needs` is the scope action without which the authorization does not cover it. */
  readonly acting?: { readonly roles: readonly PartnerRole[]; readonly needs?: ScopeAction }
}

const everyPartner = ['admin', 'account_manager', 'sales', 'finance', 'viewer'] as const
const everyCustomer = ['owner', 'purchaser', 'viewer'] as const
const everyOperator = ['admin', 'viewer'] as const
const selling = ['admin', 'account_manager', 'sales'] as const

/** Each verb of the API and who may use it; default is nobody. */
export const permissions = {
  anyone: { anyone: true },
  'session:use': { partner: everyPartner, customer: everyCustomer, operator: everyOperator },
  /** Leaving always works, also for whoever has lost everything else. */
  'acting:leave': {
    partner: everyPartner,
    customer: everyCustomer,
    operator: everyOperator,
    acting: { roles: everyPartner },
  },
  'acting:start': { partner: selling },
  'acting:read': { partner: everyPartner, customer: everyCustomer, acting: { roles: selling } },
  'acting:end': { customer: ['owner'] },
  'api_keys:manage': { partner: everyPartner, customer: everyCustomer, operator: everyOperator },
  'audit:read': { partner: everyPartner, customer: everyCustomer, operator: everyOperator },
  'authority:explain': { partner: everyPartner, customer: everyCustomer, acting: { roles: selling } },
  'authorizations:decide': { customer: ['owner'] },
  'authorizations:read': { partner: everyPartner, customer: everyCustomer },
  'authorizations:request': { partner: selling },
  'brokers:manage': { operator: ['admin'] },
  'brokers:read': { operator: everyOperator },
  'budgets:read': { partner: everyPartner, customer: everyCustomer },
  'budgets:write': { partner: ['admin', 'finance'] },
  'catalog:read': {
    partner: everyPartner,
    customer: everyCustomer,
    operator: everyOperator,
    acting: { roles: selling },
  },
  'customers:assign': { partner: ['admin'] },
  'customers:freeze': { partner: ['admin'] },
  'customers:read': { partner: everyPartner, customer: everyCustomer, acting: { roles: selling } },
  'customers:list': { partner: everyPartner },
  'customers:tag': { partner: selling },
  'feedback:send': {
    partner: everyPartner,
    customer: everyCustomer,
    operator: everyOperator,
    acting: { roles: selling },
  },
  'letters:publish': { operator: ['admin'] },
  'letters:read': { partner: everyPartner, customer: everyCustomer, operator: everyOperator },
  'orders:approve': { customer: ['owner', 'purchaser'] },
  'orders:cancel': { customer: ['owner', 'purchaser'] },
  'orders:list': { partner: everyPartner },
  'orders:pay': { customer: ['owner', 'purchaser'] },
  'orders:place': { customer: ['owner', 'purchaser'], acting: { roles: selling } },
  'orders:quote': { customer: ['owner', 'purchaser'], acting: { roles: selling } },
  'orders:read': { partner: everyPartner, customer: everyCustomer, acting: { roles: selling, needs: 'view_orders' } },
  'partners:read': { operator: everyOperator },
  'resellers:manage': { partner: ['admin'] },
  'resellers:read': { partner: everyPartner },
  'resources:read': {
    partner: everyPartner,
    customer: everyCustomer,
    acting: { roles: selling, needs: 'view_resources' },
  },
  'single_sign_on:manage': { partner: ['admin'], customer: ['owner'], operator: ['admin'] },
} as const satisfies Record<string, Holders>

export type Permission = keyof typeof permissions

/** What only a person holds who has signed in: no API key is ever given it. */
const personal = [
  'anyone',
  'session:use',
  'acting:leave',
  'api_keys:manage',
  'single_sign_on:manage',
] as const satisfies Permission[]
export type ApiKeyPermission = Exclude<Permission, (typeof personal)[number]>

const isForKeys = (name: string): name is ApiKeyPermission => !(personal as readonly string[]).includes(name)
export const ApiKeyPermission = z.enum(Object.keys(permissions).filter(isForKeys))
