import Calendar from '@cloudscape-design/components/calendar'
import DateInput from '@cloudscape-design/components/date-input'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLanguage, useText } from '#console/text/text.tsx'

interface DayFieldProps {
  readonly value: string | null
  readonly onChange: (on: string | null) => void
}

/** A day, typed or picked. */
export function DayField({ value, onChange }: DayFieldProps) {
  const t = useText()
  const language = useLanguage()
  const day = value ?? ''
  return (
    <SpaceBetween size="xs">
      <FormField label={t('list.day')} constraintText={t('list.day.form')}>
        <DateInput value={day} format="iso" onChange={({ detail }) => onChange(detail.value)} />
      </FormField>
      <Calendar value={day} locale={language} onChange={({ detail }) => onChange(detail.value)} />
    </SpaceBetween>
  )
}
