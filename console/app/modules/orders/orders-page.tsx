import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { CustomerOrders } from './customer-orders.tsx'
import { PartnerOrders } from './partner-orders.tsx'

/** Orders: one customer's in their own tab and in one that acts for them, those of all customers in a partner's. */
export function OrdersPage() {
  const context = useCustomerContextIfAny()
  return context ? <CustomerOrders context={context} /> : <PartnerOrders />
}
