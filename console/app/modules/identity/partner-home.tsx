import { useSession } from '#console/api/session.ts'
import { Boxes } from './boxes.tsx'
import { DecidedRequests } from './decided-requests.tsx'
import { EndingAuthorizations } from './ending-authorizations.tsx'
import { OrdersToAttend } from './orders-to-attend.tsx'
import { ResellersAtAGlance } from './resellers-at-a-glance.tsx'
import { ResourcesToRenew } from './resources-to-renew.tsx'
import { UsedBudgets } from './used-budgets.tsx'

/** What waits for a partner. Everything is asked for at once. */
export function PartnerHome() {
  const { partnerKind } = useSession().account
  return (
    <Boxes>
      <DecidedRequests />
      <EndingAuthorizations />
      <OrdersToAttend of="unpaid" customerId={null} />
      <OrdersToAttend of="failed" customerId={null} />
      <UsedBudgets />
      <ResourcesToRenew customerId={null} />
      {partnerKind === 'distributor' && <ResellersAtAGlance />}
    </Boxes>
  )
}
