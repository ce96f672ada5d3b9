import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from '@tanstack/react-router'
import { orderCan } from '#contract/orders.ts'
import { useSession } from '#console/api/session.ts'
import type { UseQueryResult } from '@tanstack/react-query'
import { useRegionNames, useServiceNames } from '#console/api/use-catalog-names.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { Loading } from '#console/app/loading.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useResultFocus } from '#console/ui/use-result-focus.ts'
import { OrderActions } from './order-actions.tsx'
import { OrderItems, type OrderNames } from './order-items.tsx'
import { OrderOverview } from './order-overview.tsx'
import { OrderPlacedBy } from './order-placed-by.tsx'
import { OrderResources } from './order-resources.tsx'
import { OrderTimeline } from './order-timeline.tsx'
import { OrderWaits } from './order-waits.tsx'
import { useFollowedOrder } from './use-followed-order.ts'

/** One order with everything that is known of it, followed while it is being processed. */
export function OrderPage() {
  const t = useText()
  const context = useCustomerContextIfAny()
  const { orderId = '', customerId = context?.customerId ?? '' } = useParams({ strict: false })
  const { account } = useSession()
  const followed = useFollowedOrder(customerId, orderId)
  const names = { services: useServiceNames(), regions: useRegionNames() }
  const { order } = followed
  useResultFocus(order.data && waitsFor(order.data))
  const crumb = {
    text: t(context === null ? 'customerOrders.title' : 'orders.title'),
    href: context?.paths.orders() ?? paths.orders(),
  }
  const isOwn = account.kind === 'customer'
  return (
    <Page
      title={t('order.titleOf', { id: orderId })}
      crumbs={[crumb]}
      help="order.help"
      actions={order.data && isOwn && <OrderActions order={order.data} />}
    >
      {order.data ? (
        <OrderParts order={order.data} resources={followed.resources} names={names} isOwn={isOwn} />
      ) : order.error ? (
        <ProblemAlert problem={order.error} onRetry={() => void order.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

/** What an order waits for that somebody decides; what is done about it afterwards comes by itself. */
function waitsFor({ state }: AnswerOf<'getOrder'>): string {
  const decided: readonly string[] = [...orderCan.approve, ...orderCan.pay]
  return decided.includes(state) ? state : 'nobody'
}

interface OrderPartsProps {
  readonly order: AnswerOf<'getOrder'>
  readonly resources: UseQueryResult<AnswerOf<'listCustomerResources'>>
  readonly names: OrderNames
  readonly isOwn: boolean
}

function OrderParts({ order, resources, names, isOwn }: OrderPartsProps) {
  return (
    <SpaceBetween size="l">
      <OrderWaits order={order} isOwn={isOwn} />
      <OrderOverview order={order} />
      <OrderItems order={order} names={names} />
      <OrderResources order={order} list={resources} />
      <Grid gridDefinition={[{ colspan: { default: 12, m: 7 } }, { colspan: { default: 12, m: 5 } }]}>
        <OrderPlacedBy order={order} />
        <OrderTimeline order={order} />
      </Grid>
    </SpaceBetween>
  )
}
