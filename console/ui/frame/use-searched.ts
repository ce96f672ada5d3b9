import { useSession } from '#console/api/session.ts'
import { scopeCovers } from '#console/app/access.ts'
import { useActing } from '#console/app/customer-context.ts'

/**
 * What the search at the top looks for: customers and orders for a partner, orders in a customer's account. There is
 * none where nothing of either may be read.
 */
export function useSearched(): 'customers-and-orders' | 'orders' | null {
  const { kind } = useSession().account
  const acting = useActing()
  if (acting) return scopeCovers(acting.scope, 'orders:read') ? 'orders' : null
  if (kind === 'operator') return null
  return kind === 'partner' ? 'customers-and-orders' : 'orders'
}
