import type pg from 'pg'
import type { ApprovalMode } from '#contract/authorizations.ts'
import { newId } from '#kernel/ids.ts'
import type { CustomerScene, PartnerScene } from './office.ts'
import { insertRow } from './rows.ts'

/** What an authorization allows, where it is less than all. */
export interface ScopeRow {
  readonly actions?: string[]
  readonly serviceFamilies?: string[]
  readonly longestTermMonths?: number
  readonly maxOrderMinor?: bigint
  readonly maxMonthMinor?: bigint
  readonly maxOrders?: bigint
  readonly validFrom?: Date
  readonly validUntil?: Date
  readonly autoExtend?: boolean
  readonly approvalMode?: ApprovalMode
  readonly approveAboveMinor?: bigint
}

const everyAction = [
  'purchase_yearly_monthly',
  'enable_pay_per_use',
  'manage_resources',
  'view_orders',
  'view_resources',
]
const longAgo = new Date('2024-01-01T00:00:00Z')

/** An active authorization, as if it had been asked for and approved. */
export async function insertAuthorization(
  owner: pg.Pool,
  customer: CustomerScene,
  partner: PartnerScene,
  scope: ScopeRow,
): Promise<string> {
  const id = newId('authorization')
  const { channelId } = customer
  const validUntil = scope.validUntil ?? new Date(Date.now() + 86_400_000 * 300)
  await insertRow(owner, 'authorizations', {
    channelId,
    id,
    customerId: customer.id,
    partnerId: partner.id,
    source: partner.kind,
    state: 'active',
    message: 'To order for you',
    requestedScope: JSON.stringify({ actions: scope.actions ?? everyAction }),
    currency: 'USD',
    actions: scope.actions ?? everyAction,
    serviceFamilies: scope.serviceFamilies ?? [],
    longestTermMonths: scope.longestTermMonths ?? null,
    maxOrderMinor: scope.maxOrderMinor ?? null,
    maxMonthMinor: scope.maxMonthMinor ?? null,
    maxOrders: scope.maxOrders ?? null,
    validFrom: scope.validFrom ?? longAgo,
    validUntil,
    autoExtend: scope.autoExtend ?? false,
    approvalMode: scope.approvalMode ?? 'automatic',
    approveAboveMinor: scope.approveAboveMinor ?? null,
    commitmentLetterVersion: 1,
    authorizationLetterVersion: 1,
    requestedBy: partner.admin.memberId,
    requestedByName: 'Partner',
    requestedAt: longAgo,
    decidedBy: customer.owner.memberId,
    decidedAt: longAgo,
  })
  const limit = { channelId, customerId: customer.id, partnerId: partner.id, authorizationId: id }
  const month = new Date().toISOString().slice(0, 7)
  if (scope.maxMonthMinor !== undefined)
    await insertRow(owner, 'limits', {
      ...limit,
      id: newId('limit'),
      kind: 'authorization_month',
      cadence: 'monthly',
      currency: 'USD',
      maximum: scope.maxMonthMinor,
      period: month,
    })
  if (scope.maxOrders !== undefined)
    await insertRow(owner, 'limits', {
      ...limit,
      id: newId('limit'),
      kind: 'authorization_orders',
      cadence: 'one_time',
      maximum: scope.maxOrders,
      period: 'all',
    })
  return id
}
