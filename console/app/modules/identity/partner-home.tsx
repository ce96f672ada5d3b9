import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'
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
  const t = useText()
  const { partnerKind } = useSession().account
  if (partnerKind !== 'distributor')
    return (
      <Boxes>
        <OwnCustomers />
      </Boxes>
    )
  return (
    <SpaceBetween size="xl">
      <Boxes title={t('home.group.resellers')}>
        <ResellersAtAGlance />
        <OrdersToAttend of="unpaid" customerId={null} tab={ofResellers} />
        <OrdersToAttend of="failed" customerId={null} tab={ofResellers} />
        <UsedBudgets tab={ofResellers} />
        <ResourcesToRenew customerId={null} tab={ofResellers} />
      </Boxes>
      <Boxes title={t('home.group.own')}>
        <OwnCustomers />
      </Boxes>
    </SpaceBetween>
  )
}

function OwnCustomers() {
  return (
    <>
      <EndingAuthorizations />
      <DecidedRequests />
      <OrdersToAttend of="unapproved" customerId={null} />
      <OrdersToAttend of="unpaid" customerId={null} />
      <OrdersToAttend of="failed" customerId={null} />
      <UsedBudgets />
      <ResourcesToRenew customerId={null} />
    </>
  )
}
