import { useApi } from '#console/api/use-api.ts'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useLanguage } from '#console/text/text.tsx'

/**
 * What processing a request takes beside the request itself: the customer's currency, the kinds of product there are,
 * the letter, and what is in force, which it may renew. Whoever draws the page asks for it at once, so that none of it
 * waits for the request to have come.
 * @param enabled false where nobody is going to process it
 */
export function useProcessing(enabled = true) {
  const { customerId } = useCustomerContext()
  const language = useLanguage()
  const customer = useApi('getCustomer', { customerId }, { enabled })
  const services = useApi('listServices', {}, { enabled })
  const letter = useApi('getLetter', { kind: 'authorization', language }, { enabled })
  const active = useApi('listAuthorizations', { state: 'active' }, { enabled })
  return { customer, services, letter, active }
}
