import { holdsPermission } from '#contract/authority.ts'
import type { Scope } from '#contract/authorizations.ts'
import {
  type AccountKind,
  type Holders,
  type PartnerKind,
  type Permission,
  permissions,
  type Role,
} from '#contract/permissions.ts'
import type { Session } from '#console/api/session.ts'
import type { PatternName } from '#console/paths.ts'

/** Who finds a page: accounts of these kinds, with a role that holds what the page asks the server for. */
interface Access {
  readonly permission: Permission
  readonly kinds: readonly AccountKind[]
  readonly partnerKind?: PartnerKind
}

const everyKind = ['partner', 'customer', 'operator'] as const

/** The server decides over every request by itself; this table only keeps pages away that it would answer with no. */
const access = {
  home: { permission: 'session:use', kinds: everyKind },
  customers: { permission: 'customers:list', kinds: ['partner'] },
  customer: { permission: 'customers:list', kinds: ['partner'] },
  customerOrder: { permission: 'orders:read', kinds: ['partner', 'customer'] },
  authorizations: { permission: 'authorizations:read', kinds: ['partner'] },
  orders: { permission: 'orders:read', kinds: ['partner', 'customer'] },
  resources: { permission: 'resources:read', kinds: ['partner', 'customer'] },
  resellers: { permission: 'resellers:read', kinds: ['partner'], partnerKind: 'distributor' },
  myPartner: { permission: 'authorizations:read', kinds: ['customer'] },
  myAuthorization: { permission: 'authorizations:read', kinds: ['customer'] },
  selectProducts: { permission: 'catalog:read', kinds: ['customer'] },
  configure: { permission: 'catalog:read', kinds: ['customer'] },
  confirm: { permission: 'orders:place', kinds: ['customer'] },
  placing: { permission: 'orders:place', kinds: ['customer'] },
  account: { permission: 'session:use', kinds: everyKind },
  security: { permission: 'session:use', kinds: everyKind },
  partners: { permission: 'partners:read', kinds: ['operator'] },
  catalog: { permission: 'catalog:read', kinds: everyKind },
  apiKeys: { permission: 'api_keys:manage', kinds: everyKind },
  singleSignOn: { permission: 'single_sign_on:manage', kinds: everyKind },
  letters: { permission: 'letters:read', kinds: ['operator'] },
  brokers: { permission: 'brokers:read', kinds: ['operator'] },
  audit: { permission: 'audit:read', kinds: everyKind },
  actingEnded: { permission: 'acting:read', kinds: ['partner'] },
} as const satisfies Partial<Record<PatternName, Access>>

/** The pages of the member's own tab. */
export type OwnPage = keyof typeof access
export const ownPages = Object.keys(access) as OwnPage[]

export function mayOpen({ account, member }: Session, page: OwnPage): boolean {
  const { permission, kinds, partnerKind }: Access = access[page]
  if (!kinds.includes(account.kind)) return false
  if (partnerKind && account.partnerKind !== partnerKind) return false
  const roles = member.roles as readonly Role[]
  return holdsPermission({ member: { kind: account.kind, roles, active: true }, acting: null }, permission) === null
}

/** Whether an authorization covers what a permission needs of it, in an acting tab. */
export function scopeCovers({ actions }: Pick<Scope, 'actions'>, permission: Permission): boolean {
  const { acting }: Holders = permissions[permission]
  return acting !== undefined && (acting.needs === undefined || actions.includes(acting.needs))
}
