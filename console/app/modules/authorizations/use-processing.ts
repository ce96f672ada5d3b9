import { useApi } from '#console/api/use-api.ts'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useLanguage } from '#console/text/text.tsx'

/**
 * What processing a request takes beside the request itself: the customer's currency, the kinds of product there are,
 * and the letter. Whoever draws the page asks for it at once, so that none of it waits for the request to have come.
 */
export function useProcessing() {
  const { customerId } = useCustomerContext()
  const language = useLanguage()
  const customer = useApi('getCustomer', { customerId })
  const services = useApi('listServices', {})
  const letter = useApi('getLetter', { kind: 'authorization', language })
  return { customer, services, letter }
}
