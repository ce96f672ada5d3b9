import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import { useText } from '#console/text/text.tsx'

interface NumberFieldProps {
  readonly value: string | null
  readonly onChange: (number: string | null) => void
}

const maxLength = 15

/** A number that is not below zero, with a point before its decimals: two at most, as filters take it. */
export function NumberField({ value, onChange }: NumberFieldProps) {
  const t = useText()
  return (
    <FormField label={t('list.number')} constraintText={t('list.number.form')}>
      <Input
        value={value ?? ''}
        inputMode="decimal"
        onChange={({ detail }) => onChange(/^\d+(\.\d{0,2})?/.exec(detail.value)?.[0].slice(0, maxLength) ?? null)}
      />
    </FormField>
  )
}
