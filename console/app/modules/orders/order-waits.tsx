import Alert from '@cloudscape-design/components/alert'
import type { AnswerOf } from '#console/api/use-api.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { Instant } from '#console/ui/instant.tsx'

interface OrderWaitsProps {
  readonly order: AnswerOf<'getOrder'>
  /** Whoever reads it is a member of the customer, who can pay or approve. */
  readonly isOwn: boolean
}

/** What an order is waiting for, and what to do about it; nothing where it waits for nobody. */
export function OrderWaits({ order: { state, total, committed, lapsesAt }, isOwn }: OrderWaitsProps) {
  const t = useText()
  if (state === 'pending_payment' && lapsesAt !== null) {
    const values = { total: <Amount money={total} />, until: <Instant at={lapsesAt} /> }
    return (
      <Alert type="info" header={t(isOwn ? 'order.unpaid.own' : 'order.unpaid')}>
        <RichText id={isOwn ? 'order.unpaid.own.text' : 'order.unpaid.text'} values={values} />
      </Alert>
    )
  }
  if (state === 'pending_approval' && lapsesAt !== null) {
    const values = { committed: <Amount money={committed} />, until: <Instant at={lapsesAt} /> }
    return (
      <Alert type="info" header={t(isOwn ? 'order.unapproved.own' : 'order.unapproved')}>
        <RichText id={isOwn ? 'order.unapproved.own.text' : 'order.unapproved.text'} values={values} />
      </Alert>
    )
  }
  if (state === 'failed' || state === 'partially_completed') {
    return (
      <Alert type={state === 'failed' ? 'error' : 'warning'} header={t(`order.${state}`)}>
        {t('order.failed.text')}
      </Alert>
    )
  }
  return null
}
