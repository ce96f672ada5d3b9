import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { ApprovalMode } from '#contract/authorizations.ts'
import { useText } from '#console/text/text.tsx'
import type { Mode } from './use-approval.ts'

/** The modes that this page offers: those under which no order waits. */
const OfferedMode = ApprovalMode.extract(['automatic', 'notify'])

interface ApprovalModeChoiceProps {
  readonly mode: Mode
  readonly onChange: (mode: Mode) => void
}

/** Whether the customer hears of each order that is placed for it. */
export function ApprovalModeChoice({ mode, onChange }: ApprovalModeChoiceProps) {
  const t = useText()
  return (
    <Container header={<Header variant="h2">{t('process.step.mode')}</Header>}>
      <RadioGroup
        ariaLabel={t('process.step.mode')}
        value={mode}
        onChange={({ detail }) => onChange(OfferedMode.parse(detail.value))}
        items={OfferedMode.options.map((value) => ({
          value,
          label: t(`process.mode.${value}`),
          description: t(`process.mode.${value}.text`),
        }))}
      />
    </Container>
  )
}
