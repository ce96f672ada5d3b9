import { useQueryClient } from '@tanstack/react-query'
import { isOverForGood, useEvents } from '#console/api/use-events.ts'
import { ActingNow } from './acting-now.tsx'
import { Boxes } from './boxes.tsx'
import { OrdersToAttend } from './orders-to-attend.tsx'
import { OwnBudget } from './own-budget.tsx'
import { RequestsToDecide } from './requests-to-decide.tsx'
import { ResourcesToRenew } from './resources-to-renew.tsx'

/** What waits for a customer, who comes rarely: what to decide first, and who is in their account now. It keeps up. */
export function CustomerHome({ customerId }: { customerId: string }) {
  const queries = useQueryClient()
  useEvents(customerId, (event) => {
    // Whoever has signed out would only be refused; who is signed out elsewhere hears it when they next ask.
    if (!isOverForGood(event)) void queries.invalidateQueries()
  })
  return (
    <Boxes>
      <RequestsToDecide />
      <ActingNow customerId={customerId} />
      <OrdersToAttend of="unapproved" customerId={customerId} />
      <OrdersToAttend of="unpaid" customerId={customerId} />
      <OrdersToAttend of="failed" customerId={customerId} />
      <ResourcesToRenew customerId={customerId} />
      <OwnBudget customerId={customerId} />
    </Boxes>
  )
}
