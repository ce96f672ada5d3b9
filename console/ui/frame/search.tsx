import { useSession } from '#console/api/session.ts'
import { useActing } from '#console/app/customer-context.ts'
import { OrderSearch } from './order-search.tsx'
import { PartnerSearch } from './partner-search.tsx'

/** What the search at the top looks for: customers and orders for a partner, orders in a customer's account. */
export function Search() {
  const isInCustomerAccount = useSession().account.kind === 'customer'
  const isActing = useActing() !== null
  return isActing || isInCustomerAccount ? <OrderSearch /> : <PartnerSearch />
}
