import type { CurrencyCode } from '#contract/money.ts'
import type { PartnerKind } from '#contract/permissions.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Db } from '#kernel/db.ts'
import type { CustomerStanding, Hold } from '#kernel/gate.ts'
import { findStandingForCustomer, findStandingForPartner } from './queries/standing.ts'
import type { StandingRow } from './queries/standing.ts'

/** A customer as the gate knows it; a partner's own state counts only where a partner calls. */
export function viewCustomerStanding(row: StandingRow, isPartner: boolean): CustomerStanding {
  return {
    row: {
      id: row.id,
      channelId: row.channelId,
      partnerId: row.partnerId,
      name: row.name,
      currency: row.currency as CurrencyCode,
      codeAboveMinor: row.codeAboveMinor,
    },
    facts: {
      customer: {
        closed: row.closedAt !== null,
        frozen: row.freezeScope as 'account' | 'account_and_resources' | null,
      },
      association: { type: row.associationType as 'reseller' | 'referral', ended: row.associationEndedAt !== null },
      partner: isPartner ? { kind: row.partnerKind as PartnerKind, frozen: row.partnerFrozenAt !== null } : null,
      distributorPermission:
        isPartner && row.permissionFrom !== null
          ? { actOnBehalf: row.actOnBehalf, freeze: row.mayFreeze, setBudgets: row.setBudgets }
          : null,
    },
  }
}

/**
 * What stands between the caller and one customer: the customer itself, its association, and for a partner its own
 * state and its distributor's permission. Undefined where the caller has no relation to such a customer.
 */
export async function customerStanding(
  db: Db,
  actor: Actor,
  customerId: string,
  hold: Hold,
): Promise<CustomerStanding | undefined> {
  const { channelId, accountId } = actor
  if (actor.kind === 'customer') {
    const row = customerId === accountId ? await findStandingForCustomer(db, channelId, customerId, hold) : undefined
    return row && viewCustomerStanding(row, false)
  }
  if (actor.kind !== 'partner') return undefined
  const { memberId } = actor
  const row = await findStandingForPartner(db, { channelId, customerId, partnerId: accountId, memberId }, hold)
  return row && viewCustomerStanding(row, true)
}
