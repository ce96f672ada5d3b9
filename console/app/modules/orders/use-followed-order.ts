import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'

/** How soon an order that is being processed is asked for again: often at first, for most are done in seconds. */
const soonMs = 1_500
const laterMs = 15_000
const soonTimes = 20

/** The list of resources shows those beyond it. */
const maxResources = 100

interface FollowedOrder {
  readonly order: UseQueryResult<AnswerOf<'getOrder'>>
  readonly resources: UseQueryResult<AnswerOf<'listCustomerResources'>>
}

/** An order and what it brings into being, asked for at once, and again for as long as it is being processed. */
export function useFollowedOrder(customerId: string, orderId: string): FollowedOrder {
  const order = useApi(
    'getOrder',
    { customerId, orderId },
    { everyMs: (answer, answers) => (answer?.state === 'processing' ? waitMs(answers) : false) },
  )
  const resources = useApi('listCustomerResources', { customerId, orderId, limit: maxResources })
  const { refetch } = resources
  const news = order.data?.state === 'processing' ? order.dataUpdatedAt : order.data?.state
  const known = useRef<typeof news>(undefined)
  // Both were asked for at once; again whenever there may be more, and once more when the order is done.
  useEffect(() => {
    if (known.current !== undefined && known.current !== news) void refetch({ cancelRefetch: false })
    known.current = news
  }, [news, refetch])
  return { order, resources }
}

function waitMs(answers: number): number {
  return answers <= soonTimes ? soonMs : laterMs
}
