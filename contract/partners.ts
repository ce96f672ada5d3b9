import { z } from 'zod'
import { AuthorizationState } from './authorizations.ts'
import { AuthorizationId, CustomerId, MemberId, PartnerId } from './ids.ts'
import { MemberReference } from './identity.ts'
import { Currency, Money } from './money.ts'
import { operation } from './operation.ts'
import { PageInput, pageOf } from './page.ts'
import { PartnerKind, PartnerRole } from './permissions.ts'
import { RefusalReason } from './refusals.ts'
import { Instant, LocalDate, queryBoolean, queryDecimal, queryList, Reason, text } from './text.ts'
import { VerificationCode } from './verification.ts'

export const AssociationType = z.enum(['reseller', 'referral'])
export const FreezeScope = z.enum(['account', 'account_and_resources'])
export const FreezeOrigin = z.enum(['manual', 'automatic', 'initial'])
export const CustomerTag = text(40)
export const maxCustomerTags = 20

/** The columns that stay masked until they are asked for by name. */
export const sensitiveColumns = ['name', 'email', 'mobile', 'accountManager'] as const

/** What a row of Customer Management offers; each answers whether it is possible now, and what stands in the way. */
export const customerOperations = [
  'setBudget',
  'freezeCustomer',
  'unfreezeCustomer',
  'listCustomerOrders',
  'listCustomerResources',
  'requestAuthorization',
  'startActingSession',
  'assignAccountManager',
  'replaceCustomerTags',
] as const
export type CustomerOperation = (typeof customerOperations)[number]

const Can = z.object({ allowed: z.boolean(), reasons: z.array(RefusalReason) })

export const Freeze = z.object({ scope: FreezeScope, origin: FreezeOrigin, reason: z.string(), from: Instant })

export const Customer = z.object({
  id: CustomerId,
  name: z.string(),
  /** The customer account that people search for. */
  account: z.string(),
  email: z.string(),
  mobile: z.string().nullable(),
  currency: Currency,
  partner: z.object({ id: PartnerId, name: z.string() }),
  association: z.object({ type: AssociationType, beganAt: Instant }).nullable(),
  accountManager: z.object({ id: MemberId, name: z.string() }).nullable(),
  tags: z.array(z.string()),
  freeze: Freeze.nullable(),
  autoFrozen: z.boolean(),
  monthToDate: Money,
  budget: z.object({ amount: Money, used: Money, usagePercent: z.number() }).nullable(),
  resourceExpiresOn: LocalDate.nullable(),
  /** The newest authorization of the calling partner for this customer. */
  authorization: z
    .object({ id: AuthorizationId, state: AuthorizationState, validUntil: Instant.nullable() })
    .nullable(),
  openOrders: z.number().int(),
  liveResources: z.number().int(),
  can: z.record(z.enum(customerOperations), Can).optional(),
})
export type Customer = z.output<typeof Customer>

/** `customers`: the partner's own; `resellers_customers`: those of the resellers below a distributor. */
export const CustomerTab = z.enum(['customers', 'resellers_customers'])

export const customerSorts = ['associatedAt', 'name', 'monthToDate', 'budgetUsage', 'resourceExpiresOn'] as const

export const listCustomers = operation({
  name: 'listCustomers',
  method: 'GET',
  path: '/customers',
  summary: "Customer Management: the partner's customers, searched by any combination of filters.",
  permission: 'customers:list',
  input: z.strictObject({
    ...PageInput,
    tab: CustomerTab.default('customers'),
    id: CustomerId.optional(),
    autoFrozen: queryBoolean.optional(),
    associationType: AssociationType.optional(),
    associatedFrom: LocalDate.optional(),
    associatedTo: LocalDate.optional(),
    name: text(100).optional(),
    account: text(100).optional(),
    accountManager: text(100).optional(),
    monthToDateMin: queryDecimal(1e12).optional(),
    monthToDateMax: queryDecimal(1e12).optional(),
    resourceExpiresFrom: LocalDate.optional(),
    resourceExpiresTo: LocalDate.optional(),
    mobile: text(40).optional(),
    budgetUsageMin: queryDecimal(1000).optional(),
    budgetUsageMax: queryDecimal(1000).optional(),
    tag: CustomerTag.optional(),
    /** `-` before a column sorts it downwards. */
    sort: z.enum(customerSorts.flatMap((by) => [by, `-${by}`] as const)).default('-associatedAt'),
    reveal: queryList(sensitiveColumns).optional(),
  }),
  output: pageOf(Customer),
  audited: true,
})

export const getCustomer = operation({
  name: 'getCustomer',
  method: 'GET',
  path: '/customers/{customerId}',
  summary: 'One customer.',
  permission: 'customers:read',
  input: z.strictObject({ customerId: CustomerId, reveal: queryList(sensitiveColumns).optional() }),
  output: Customer,
  audited: true,
})

export const freezeCustomer = operation({
  name: 'freezeCustomer',
  method: 'PUT',
  path: '/customers/{customerId}/freeze',
  summary: 'Freeze the account, or the account and its resources.',
  permission: 'customers:freeze',
  verification: { purpose: 'freeze_customer', subject: 'customerId' },
  input: z.strictObject({
    customerId: CustomerId,
    scope: FreezeScope,
    reason: Reason,
    verificationCode: VerificationCode.optional(),
  }),
  output: Freeze,
  refusals: ['step_up_needed', 'verification_code_wrong'],
})

export const unfreezeCustomer = operation({
  name: 'unfreezeCustomer',
  method: 'DELETE',
  path: '/customers/{customerId}/freeze',
  summary: 'Lift the freeze. Answers 204 also when there was none.',
  permission: 'customers:freeze',
  input: z.strictObject({ customerId: CustomerId }),
  output: z.undefined(),
  status: 204,
})

export const replaceCustomerTags = operation({
  name: 'replaceCustomerTags',
  method: 'PUT',
  path: '/customers/{customerId}/tags',
  summary: 'Set the tags of a customer.',
  permission: 'customers:tag',
  input: z.strictObject({ customerId: CustomerId, tags: z.array(CustomerTag).max(maxCustomerTags) }),
  output: z.object({ tags: z.array(z.string()) }),
})

export const assignAccountManager = operation({
  name: 'assignAccountManager',
  method: 'PUT',
  path: '/customers/{customerId}/account-manager',
  summary: 'Assign a member as account manager, or nobody.',
  permission: 'customers:assign',
  input: z.strictObject({ customerId: CustomerId, memberId: MemberId.nullable() }),
  output: z.object({ accountManager: MemberReference.nullable() }),
})

export const AccountManager = MemberReference.extend({ email: z.string(), roles: z.array(PartnerRole) })

export const listAccountManagers = operation({
  name: 'listAccountManagers',
  method: 'GET',
  path: '/account-managers',
  summary: "The members of the caller's partner who may look after a customer, by name.",
  permission: 'customers:assign',
  input: z.strictObject({
    ...PageInput,
    /** Part of a name or of an e-mail address. */
    member: text(100).optional(),
  }),
  output: pageOf(AccountManager),
})

export const DistributorPermission = z.object({
  actOnBehalf: z.boolean(),
  freeze: z.boolean(),
  setBudgets: z.boolean(),
  /** What the reseller's budgets may sum to; null: no limit. */
  budgetQuota: Money.nullable(),
})

export const Reseller = z.object({
  id: PartnerId,
  name: z.string(),
  kind: PartnerKind,
  frozen: z.boolean(),
  frozenAt: Instant.nullable(),
  permission: DistributorPermission,
  /** What the budgets of its customers sum to, in the quota's currency; a quota cannot be set below it. */
  budgets: Money,
  customers: z.number().int(),
})

export const listResellers = operation({
  name: 'listResellers',
  method: 'GET',
  path: '/resellers',
  summary: "A distributor's resellers and what each may do for its customers.",
  permission: 'resellers:read',
  input: z.strictObject(PageInput),
  output: pageOf(Reseller),
})

export const setDistributorPermission = operation({
  name: 'setDistributorPermission',
  method: 'PUT',
  path: '/resellers/{partnerId}/permission',
  summary: 'Give or withdraw what a reseller may do. Withdrawing `actOnBehalf` ends its acting sessions at once.',
  permission: 'resellers:manage',
  input: z.strictObject({ partnerId: PartnerId, ...DistributorPermission.shape }),
  output: DistributorPermission,
  refusals: ['quota_below_use', 'currency_differs'],
})

export const listPartners = operation({
  name: 'listPartners',
  method: 'GET',
  path: '/partners',
  summary: 'The partners of the cloud, for its operator.',
  permission: 'partners:read',
  input: z.strictObject({
    ...PageInput,
    /** Part of a name. */
    name: text(100).optional(),
    kind: PartnerKind.optional(),
    distributorId: PartnerId.optional(),
    frozen: queryBoolean.optional(),
  }),
  output: pageOf(
    z.object({
      id: PartnerId,
      name: z.string(),
      kind: PartnerKind,
      distributor: z.object({ id: PartnerId, name: z.string() }).nullable(),
      frozen: z.boolean(),
      frozenAt: Instant.nullable(),
      joinedAt: Instant,
      /** A distributor's; others have none. */
      resellers: z.number().int(),
      customers: z.number().int(),
    }),
  ),
})
