import ColumnLayout from '@cloudscape-design/components/column-layout'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import type { Money } from '#contract/money.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { moneyText } from '#console/ui/money-text.ts'
import { isDayAllowed, type ScopeDraft } from './narrow-scope.ts'
import type { ScopeEditorProps } from './scope-editor.tsx'
import { useFaultText } from './use-fault-text.ts'

type LimitName = Exclude<keyof ScopeDraft, 'actions' | 'families' | 'until' | 'autoExtend'>

/** The amounts, the numbers and the end: what was asked stands under each. */
export function ScopeLimits({ draft, onChange, narrowing, faults }: ScopeEditorProps) {
  const t = useText()
  const language = useLanguage()
  const faultText = useFaultText(narrowing.currency)
  const { asked, currency } = narrowing
  const money = (limit: Money | undefined) => (limit ? moneyText(limit, language) : undefined)
  const number = (limit: number | undefined) => limit?.toLocaleString(language)
  const limits: readonly (readonly [name: LimitName, label: string, asked: string | undefined])[] = [
    ['perOrder', t('process.in', { what: t('scopeField.perOrder'), currency }), money(asked.maxOrderAmount)],
    ['perMonth', t('process.in', { what: t('scopeField.perMonth'), currency }), money(asked.maxMonthAmount)],
    ['orders', t('scopeField.orders'), number(asked.maxOrders)],
    ['term', t('scopeField.term'), number(asked.longestTermMonths)],
  ]
  const until = asked.validUntil
  return (
    <ColumnLayout columns={2}>
      {limits.map(([name, label, limit]) => (
        <FormField
          key={name}
          label={label}
          constraintText={limit === undefined ? t('process.notAsked') : t('process.asked', { what: limit })}
          errorText={faultText(faults[name])}
        >
          <Input
            value={draft[name]}
            inputMode="decimal"
            onChange={({ detail }) => onChange({ ...draft, [name]: detail.value })}
          />
        </FormField>
      ))}
      <FormField
        label={t('scopeField.until')}
        constraintText={until && t('process.askedUntil', { until: instantText(until, language) })}
        errorText={faultText(faults.until)}
      >
        <DatePicker
          value={draft.until}
          format="iso"
          locale={language}
          isDateEnabled={(day) => isDayAllowed(day, narrowing)}
          onChange={({ detail }) => onChange({ ...draft, until: detail.value })}
        />
      </FormField>
    </ColumnLayout>
  )
}
