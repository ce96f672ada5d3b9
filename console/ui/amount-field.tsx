import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import type { CurrencyCode } from '#contract/money.ts'
import { useText } from '#console/text/text.tsx'

interface AmountFieldProps {
  readonly label: string
  readonly description?: string
  readonly currency: CurrencyCode
  readonly value: string
  readonly onChange: (amount: string) => void
  /** Leaving it empty means something, which the description says. */
  readonly isOptional?: boolean
  readonly errorText?: string | undefined
}

/** An amount in a customer's currency, typed; `readAmount` makes money of it. */
export function AmountField(props: AmountFieldProps) {
  const { label, description, currency, value, onChange, isOptional = false, errorText = '' } = props
  const t = useText()
  return (
    <FormField
      label={isOptional ? t('common.optional', { label }) : label}
      description={description}
      constraintText={t('common.amount.form', { currency })}
      errorText={errorText}
    >
      <Input value={value} inputMode="decimal" onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  )
}
