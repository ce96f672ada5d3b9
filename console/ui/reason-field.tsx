import FormField from '@cloudscape-design/components/form-field'
import Textarea from '@cloudscape-design/components/textarea'
import { Reason } from '#contract/text.ts'
import { useText } from '#console/text/text.tsx'

interface ReasonFieldProps {
  readonly label: string
  /** Who will read it. */
  readonly description: string
  readonly value: string
  readonly onChange: (reason: string) => void
  /** Whether what is missing is said yet. */
  readonly isTried: boolean
  /** What is said then, where it is not called a reason. */
  readonly missing?: string
}

const maxLength = Reason.maxLength ?? Infinity

/** Why somebody does something: asked for wherever the other side, or the audit log, is told. */
export function ReasonField({ label, description, value, onChange, isTried, missing }: ReasonFieldProps) {
  const t = useText()
  return (
    <FormField
      label={label}
      description={description}
      constraintText={t('common.reason.left', { count: maxLength - value.length })}
      errorText={isTried && !isReason(value) ? (missing ?? t('common.reason.missing')) : ''}
      stretch
    >
      <Textarea value={value} rows={3} onChange={({ detail }) => onChange(detail.value.slice(0, maxLength))} />
    </FormField>
  )
}

/** Whether the API would take it. */
export function isReason(value: string): boolean {
  return Reason.safeParse(value).success
}
