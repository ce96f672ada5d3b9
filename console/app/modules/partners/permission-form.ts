import { minorOf } from '#contract/money.ts'
import { readAmount } from '#console/ui/read-amount.ts'
import type { DistributorPermission, Reseller } from './reseller.ts'

/** The dialog's fields: the quota as it is typed. */
export interface PermissionForm {
  readonly actOnBehalf: boolean
  readonly freeze: boolean
  readonly setBudgets: boolean
  readonly hasQuota: boolean
  readonly quota: string
}

export const permissionNames = ['actOnBehalf', 'freeze', 'setBudgets'] as const
export type PermissionName = (typeof permissionNames)[number]

export function formOf({ permission }: Reseller): PermissionForm {
  const { budgetQuota, ...given } = permission
  return { ...given, hasQuota: budgetQuota !== null, quota: budgetQuota?.amount ?? '' }
}

type Read = { readonly permission: DistributorPermission } | { readonly fault: 'noAmount' | 'belowUse' }

/** What the form asks for, or why its quota will not do. */
export function readForm({ hasQuota, quota, ...given }: PermissionForm, { budgets }: Reseller): Read {
  if (!hasQuota) return { permission: { ...given, budgetQuota: null } }
  const budgetQuota = readAmount(quota, budgets.currency)
  if (!budgetQuota) return { fault: 'noAmount' }
  if (minorOf(budgetQuota) < minorOf(budgets)) return { fault: 'belowUse' }
  return { permission: { ...given, budgetQuota } }
}

/** The permissions that the reseller has and would lose. */
export function withdrawnBy(form: PermissionForm, { permission }: Reseller): PermissionName[] {
  return permissionNames.filter((name) => permission[name] && !form[name])
}

export function isChanged(wanted: DistributorPermission, { permission }: Reseller): boolean {
  const [quota, before] = [wanted, permission].map(({ budgetQuota }) => (budgetQuota ? minorOf(budgetQuota) : null))
  return quota !== before || permissionNames.some((name) => wanted[name] !== permission[name])
}
