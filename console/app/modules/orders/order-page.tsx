import Grid from '@cloudscape-design/components/grid'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useParams } from '@tanstack/react-router'
import { useSession } from '#console/api/session.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { Loading } from '#console/app/loading.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { OrderActions } from './order-actions.tsx'
import { OrderItems } from './order-items.tsx'
import { OrderOverview } from './order-overview.tsx'
import { OrderPlacedBy } from './order-placed-by.tsx'
import { OrderResources } from './order-resources.tsx'
import { OrderTimeline } from './order-timeline.tsx'
import { OrderWaits } from './order-waits.tsx'

/** How soon an order that is being processed is asked for again: often at first, for most are done in seconds. */
const soonMs = 1_500
const laterMs = 15_000
const soonTimes = 20

/** One order with everything that is known of it, followed while it is being processed. */
export function OrderPage() {
  const t = useText()
  const context = useCustomerContextIfAny()
  const { orderId = '', customerId = context?.customerId ?? '' } = useParams({ strict: false })
  const { account } = useSession()
  const order = useApi('getOrder', { customerId, orderId }, { everyMs: askAgainMs })
  const isPartner = context === null
  const crumb = {
    text: t(isPartner ? 'customerOrders.title' : 'orders.title'),
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
        <OrderParts order={order.data} isOwn={isOwn} />
      ) : order.error ? (
        <ProblemAlert problem={order.error} onRetry={() => void order.refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

function OrderParts({ order, isOwn }: { order: AnswerOf<'getOrder'>; isOwn: boolean }) {
  return (
    <SpaceBetween size="l">
      <OrderWaits order={order} isOwn={isOwn} />
      <OrderOverview order={order} />
      <OrderItems order={order} />
      <OrderResources order={order} />
      <Grid gridDefinition={[{ colspan: { default: 12, m: 7 } }, { colspan: { default: 12, m: 5 } }]}>
        <OrderPlacedBy order={order} />
        <OrderTimeline order={order} />
      </Grid>
    </SpaceBetween>
  )
}

function askAgainMs(order: AnswerOf<'getOrder'> | undefined, answers: number): number | false {
  if (order?.state !== 'processing') return false
  return answers <= soonTimes ? soonMs : laterMs
}
