import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { isReason, ReasonField } from '#console/ui/reason-field.tsx'
import { SubmitButton } from '#console/ui/submit-button.tsx'

type Linked = AnswerOf<'getOrderByLink'>

interface LinkedOrderProps extends Linked {
  readonly token: string
  readonly onDecided: (order: AnswerOf<'approveOrderByLink'>) => void
}

/** What a partner has ordered for the customer, and the two things that can be said to it. */
export function LinkedOrder({ token, order, needsVerificationCode, onDecided }: LinkedOrderProps) {
  const t = useText()
  const approve = useSend('approveOrderByLink', { changesReads: false })
  return (
    <SpaceBetween size="l">
      <Facts order={order} />
      {needsVerificationCode ? (
        <Alert
          type="info"
          header={t('approval.signIn')}
          action={<Link href={paths.signIn()}>{t('signIn.title')}</Link>}
        >
          {t('approval.signIn.text')}
        </Alert>
      ) : (
        <Button
          variant="primary"
          loading={approve.isPending}
          onClick={() => approve.mutate({ input: { token } }, { onSuccess: onDecided })}
        >
          {t('order.approve')}
        </Button>
      )}
      <ProblemAlert problem={approve.error} />
      <Rejection token={token} onDecided={onDecided} />
    </SpaceBetween>
  )
}

function Facts({ order }: Pick<Linked, 'order'>) {
  const t = useText()
  const { id, customerName, items, total, committed, placedBy, placedAt, lapsesAt } = order
  const who = t('approval.placedBy', { member: placedBy.memberName, partner: placedBy.partnerName ?? '' })
  return (
    <Container header={<Header variant="h2">{t('order.titleOf', { id })}</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={3}
          items={[
            { label: t('orders.customer'), value: customerName },
            { label: t('orders.placedBy'), value: who },
            { label: t('order.reason'), value: placedBy.reason ?? '–' },
            { label: t('orders.total'), value: <Amount money={total} /> },
            { label: t('order.committed'), value: <Amount money={committed} /> },
            { label: t('orders.placedAt'), value: <Instant at={placedAt} /> },
            ...(lapsesAt === null ? [] : [{ label: t('approval.until'), value: <Instant at={lapsesAt} /> }]),
          ]}
        />
        <ul>
          {items.map(({ id: item, quantity, planName, region }) => (
            <li key={item}>{t('approval.item', { quantity, plan: planName, region })}</li>
          ))}
        </ul>
      </SpaceBetween>
    </Container>
  )
}

function Rejection({ token, onDecided }: Pick<LinkedOrderProps, 'token' | 'onDecided'>) {
  const t = useText()
  const reject = useSend('rejectOrderByLink', { changesReads: false })
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const send = () => {
    setTried(true)
    if (isReason(reason)) reject.mutate({ input: { token, reason: reason.trim() } }, { onSuccess: onDecided })
  }
  return (
    <Container header={<Header variant="h2">{t('order.reject')}</Header>}>
      <SpaceBetween size="m">
        <ReasonField
          label={t('common.reason')}
          description={t('order.reject.reason')}
          value={reason}
          onChange={setReason}
          isTried={isTried}
        />
        <ProblemAlert problem={reject.error} />
        <SubmitButton loading={reject.isPending} onClick={send}>
          {t('order.reject')}
        </SubmitButton>
      </SpaceBetween>
    </Container>
  )
}
