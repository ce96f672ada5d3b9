import { useSession } from '#console/api/session.ts'
import { Boxes } from './boxes.tsx'
import { DecidedRequests } from './decided-requests.tsx'
import { EndingAuthorizations } from './ending-authorizations.tsx'
import { OrdersToAttend } from './orders-to-attend.tsx'
import { ResellersAtAGlance } from './resellers-at-a-glance.tsx'
import { ResourcesToRenew } from './resources-to-renew.tsx'
import { UsedBudgets } from './used-budgets.tsx'

const ofResellers = 'resellers_customers'

/** What waits for a partner; for a distributor also what waits for its resellers. Everything is asked for at once. */
export function PartnerHome() {
  const { partnerKind } = useSession().account
  const isDistributor = partnerKind === 'distributor'
  return (
    <Boxes>
      {isDistributor && <ResellersAtAGlance />}
      {isDistributor && <UsedBudgets tab={ofResellers} />}
      {isDistributor && <OrdersToAttend of="unpaid" customerId={null} tab={ofResellers} />}
      {isDistributor && <OrdersToAttend of="failed" customerId={null} tab={ofResellers} />}
      {isDistributor && <ResourcesToRenew customerId={null} tab={ofResellers} />}
      <DecidedRequests />
      <EndingAuthorizations />
      <OrdersToAttend of="unapproved" customerId={null} />
      <OrdersToAttend of="unpaid" customerId={null} />
      <OrdersToAttend of="failed" customerId={null} />
      <UsedBudgets />
      <ResourcesToRenew customerId={null} />
    </Boxes>
  )
}
