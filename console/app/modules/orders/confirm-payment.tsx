import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useActing } from '#console/app/customer-context.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import type { Quote } from './use-quote.ts'
import type { Terms } from './order-draft.ts'

interface ConfirmPaymentProps {
  readonly payment: Terms['payment']
  readonly onChange: (payment: Terms['payment']) => void
  readonly quote: Quote
}

/** Whether it is paid now or later, and what that means for undoing it. */
export function ConfirmPayment({ payment, onChange, quote: { undoUntil, needsApproval } }: ConfirmPaymentProps) {
  const t = useText()
  const isActing = useActing() !== null
  const now = needsApproval ? 'approval' : 'now'
  const later = isActing ? 'customer' : 'own'
  return (
    <Container header={<Header variant="h2">{t('confirm.payment')}</Header>}>
      <SpaceBetween size="l">
        <FormField label={t('confirm.payment.when')}>
          <RadioGroup
            value={payment}
            onChange={({ detail }) => onChange(detail.value === 'later' ? 'later' : 'now')}
            items={[
              { value: 'now', label: t('confirm.payment.now'), description: t(`confirm.payment.${now}.text`) },
              { value: 'later', label: t('confirm.payment.later'), description: t(`confirm.payment.${later}.text`) },
            ]}
          />
        </FormField>
        <KeyValuePairs
          items={[
            {
              label: t('confirm.undo'),
              value:
                payment === 'now' ? (
                  t(`confirm.undo.${now}`)
                ) : (
                  <RichText id="confirm.undo.later" values={{ at: <Instant key="at" at={undoUntil} /> }} />
                ),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}
