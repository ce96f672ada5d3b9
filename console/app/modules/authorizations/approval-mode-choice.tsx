import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ApprovalMode } from '#contract/authorizations.ts'
import type { CurrencyCode } from '#contract/money.ts'
import { useText } from '#console/text/text.tsx'
import { AmountField } from '#console/ui/amount-field.tsx'

interface ApprovalModeChoiceProps {
  readonly mode: ApprovalMode
  readonly onChange: (mode: ApprovalMode) => void
  readonly currency: CurrencyCode
  /** The amount from which orders wait, as it is typed. */
  readonly above: string
  readonly onAboveChange: (above: string) => void
  readonly isAboveMissing: boolean
}

/** Whether the customer hears of the orders that are placed for it, and which of them wait until it has approved. */
export function ApprovalModeChoice(props: ApprovalModeChoiceProps) {
  const { mode, onChange, currency, above, onAboveChange, isAboveMissing } = props
  const t = useText()
  return (
    <Container header={<Header variant="h2">{t('process.step.mode')}</Header>}>
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel={t('process.step.mode')}
          value={mode}
          onChange={({ detail }) => onChange(ApprovalMode.parse(detail.value))}
          items={ApprovalMode.options.map((value) => ({
            value,
            label: t(`process.mode.${value}`),
            description: t(`process.mode.${value}.text`),
          }))}
        />
        {mode === 'approve_above' && (
          <AmountField
            label={t('process.approveAbove')}
            description={t('process.approveAbove.text')}
            currency={currency}
            value={above}
            onChange={onAboveChange}
            errorText={isAboveMissing ? t('process.approveAbove.missing') : undefined}
          />
        )}
      </SpaceBetween>
    </Container>
  )
}
