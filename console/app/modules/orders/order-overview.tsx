import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { paths } from '#console/paths.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { OrderState } from '#console/ui/order-state.tsx'

/** What an order is, at a glance. */
export function OrderOverview({ order }: { order: AnswerOf<'getOrder'> }) {
  const t = useText()
  const code = useCodeText()
  const isPartner = useCustomerContextIfAny() === null
  const { id, state, type, customerId, customerName, total, committed, placedAt, paidAt } = order
  const number = (
    <CopyToClipboard
      variant="inline"
      textToCopy={id}
      copyButtonAriaLabel={t('order.copyNumber')}
      copySuccessText={t('order.copied')}
      copyErrorText={t('order.notCopied')}
    />
  )
  const customer = isPartner ? <Link href={paths.customer(customerId)}>{customerName}</Link> : customerName
  const isEstimated = committed.amount !== total.amount
  return (
    <Container header={<Header variant="h2">{t('order.overview')}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('orders.state'), value: <OrderState state={state} /> },
          { label: t('orders.total'), value: <Amount money={total} /> },
          ...(isEstimated ? [{ label: t('order.committed'), value: <Amount money={committed} /> }] : []),
          { label: t('orders.type'), value: code('orderType', type) },
          { label: t('orders.customer'), value: customer },
          { label: t('orders.placedAt'), value: <Instant at={placedAt} /> },
          { label: t('order.paidAt'), value: paidAt === null ? t('order.notPaid') : <Instant at={paidAt} /> },
          { label: t('orders.number'), value: number },
        ]}
      />
    </Container>
  )
}
