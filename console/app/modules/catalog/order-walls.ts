import { reasonOf } from '#contract/walls.ts'
import type { RefusalReason } from '#contract/refusals.ts'
import type { ActingSession } from '#console/api/acting-session.ts'

type Scope = ActingSession['scope']

/** Why nothing of a family can be ordered in this tab; null where it can, as far as the authorization goes. */
export function familyWall(scope: Scope | null, family: string): RefusalReason | null {
  const families = scope?.serviceFamilies ?? []
  if (families.length > 0 && !families.includes(family)) return reasonOf('authorization_service_family')
  return null
}

/** Why nothing at all can be ordered in this tab. */
export function buyingWall(scope: Scope | null): RefusalReason | null {
  if (!scope || scope.actions.some((action) => buying.includes(action))) return null
  return reasonOf('authorization_action')
}

const buying: readonly Scope['actions'][number][] = ['purchase_yearly_monthly', 'enable_pay_per_use']
