import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { CustomerResources } from './customer-resources.tsx'
import { PartnerResources } from './partner-resources.tsx'

/** Resources: one customer's in their own tab and in one that acts for them, those of all customers in a partner's. */
export function ResourcesPage() {
  const context = useCustomerContextIfAny()
  return context ? <CustomerResources context={context} /> : <PartnerResources />
}
