import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Steps from '@cloudscape-design/components/steps'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'

const signs: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  canceled: 'stopped',
  failed: 'error',
  partially_completed: 'warning',
}

/** What happened to an order, and when; at its end, what is happening now. */
export function OrderTimeline({ order: { timeline, state } }: { order: AnswerOf<'getOrder'> }) {
  const t = useText()
  const code = useCodeText()
  const past = timeline.map(({ at, what }) => ({
    status: signs[what] ?? 'success',
    header: code('orderEvent', what),
    details: <Instant at={at} isExact />,
  }))
  const now = { header: code('orderState', state) }
  return (
    <Container header={<Header variant="h2">{t('order.timeline')}</Header>}>
      <Steps
        ariaLabel={t('order.timeline')}
        steps={[
          ...past,
          ...(state === 'processing' ? [{ ...now, status: 'in-progress' as const }] : []),
          ...(state === 'pending_payment' || state === 'pending_approval'
            ? [{ ...now, status: 'pending' as const }]
            : []),
        ]}
      />
    </Container>
  )
}
