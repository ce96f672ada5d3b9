import { useState } from 'react'
import { useApi } from '#console/api/use-api.ts'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { useSettled } from '../use-settled.ts'
import { SearchBox } from './search-box.tsx'

const maxSuggestions = 5
const minLength = 2

/** Finds the orders of the customer in whose account the page is, by their number. */
export function OrderSearch() {
  const t = useText()
  const code = useCodeText()
  const { customerId, paths } = useCustomerContext()
  const [text, setText] = useState('')
  const orderId = useSettled(text.trim())
  const orders = useApi(
    'listCustomerOrders',
    { customerId, orderId, limit: maxSuggestions },
    { enabled: orderId.length >= minLength },
  )
  const isAsking = orders.isLoading || orderId !== text.trim()
  return (
    <SearchBox
      label={t('frame.search.orders')}
      text={text}
      onText={setText}
      status={isAsking ? 'loading' : orders.isError ? 'error' : 'finished'}
      all={{
        href: paths.orders({ orderId: text.trim() }),
        text: t('frame.search.allOrders', { text: text.trim() }),
      }}
      groups={[
        {
          heading: t('orders.title'),
          suggestions: (orders.data?.items ?? []).map(({ id, state }) => ({
            href: paths.order(customerId, id),
            label: id,
            description: code('orderState', state),
          })),
        },
      ]}
    />
  )
}
