import type { UseQueryResult } from '@tanstack/react-query'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import type { Item } from './item-form.ts'

export type Quote = AnswerOf<'quoteOrder'>

/** What these items cost and whether they would be allowed, by the engine that decides the order; nothing for none. */
export function useQuote(items: readonly Item[]): UseQueryResult<Quote> {
  const { customerId } = useCustomerContext()
  return useApi('quoteOrder', { customerId, items: [...items] }, { enabled: items.length > 0, keepPrevious: true })
}
