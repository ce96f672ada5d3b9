import { useState } from 'react'
import { CustomerId, idPrefixes } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { useSettled } from '../use-settled.ts'
import { SearchBox } from './search-box.tsx'

const maxSuggestions = 5
const minLength = 2
const orderPrefix = `${idPrefixes.order}_`

/** Finds a partner's customers and their orders, by id or by the customer's name. */
export function PartnerSearch() {
  const t = useText()
  const code = useCodeText()
  const [text, setText] = useState('')
  const wanted = useSettled(text.trim())
  const isOrder = wanted.startsWith(orderPrefix)
  const by = CustomerId.safeParse(wanted).success ? { id: wanted } : { name: wanted }
  const customers = useApi(
    'listCustomers',
    { ...by, limit: maxSuggestions },
    { enabled: wanted.length >= minLength && !isOrder },
  )
  const orders = useApi(
    'listOrders',
    { ...(isOrder ? { orderId: wanted } : { customerName: wanted }), limit: maxSuggestions },
    { enabled: wanted.length >= minLength && !('id' in by) },
  )
  const isAsking = customers.isLoading || orders.isLoading || wanted !== text.trim()
  const hasFailed = customers.isError || orders.isError
  return (
    <SearchBox
      label={t('frame.search.partner')}
      text={text}
      onText={setText}
      status={isAsking ? 'loading' : hasFailed ? 'error' : 'finished'}
      all={useEverythingFound(text.trim())}
      groups={[
        {
          heading: t('customers.title'),
          suggestions: (customers.data?.items ?? []).map(({ id, name }) => ({
            href: paths.customer(id),
            label: name,
            description: id,
          })),
        },
        {
          heading: t('customerOrders.title'),
          suggestions: (orders.data?.items ?? []).map(({ id, customerId, customerName, state }) => ({
            href: paths.customerOrder(customerId, id),
            label: id,
            description: `${customerName} · ${code('orderState', state)}`,
          })),
        },
      ]}
    />
  )
}

/** Where the list stands of all that a text finds. */
function useEverythingFound(text: string): { readonly href: string; readonly text: string } {
  const t = useText()
  if (text.startsWith(orderPrefix))
    return { href: paths.orders({ orderId: text }), text: t('frame.search.allOrders', { text }) }
  const by = CustomerId.safeParse(text).success ? { id: text } : { name: text }
  return { href: paths.customers(by), text: t('frame.search.allCustomers', { text }) }
}
