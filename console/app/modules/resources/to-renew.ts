import { dayFromNow } from '#console/ui/day-from-now.ts'

export const renewDays = 30

/** What expires soon, or has expired and can still be renewed, the next first: as the lists of resources take it. */
export function toRenew() {
  return {
    billingMode: 'yearly_monthly',
    status: 'in_use,expired',
    expiresTo: dayFromNow(renewDays),
    sort: 'expiresAt',
  } as const
}
