import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Money } from '#contract/money.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { AmountField } from '#console/ui/amount-field.tsx'
import { moneyText } from '#console/ui/money-text.ts'
import type { PermissionForm } from './permission-form.ts'

interface QuotaFieldsProps {
  readonly form: PermissionForm
  /** What the reseller's budgets sum to: the least that a quota can be. */
  readonly budgets: Money
  readonly fault: 'noAmount' | 'belowUse' | undefined
  readonly onChange: (change: Partial<PermissionForm>) => void
}

/** The most that a reseller's budgets may sum to, or that there is no such limit. */
export function QuotaFields({ form, budgets, fault, onChange }: QuotaFieldsProps) {
  const t = useText()
  const language = useLanguage()
  const { currency } = budgets
  const used = moneyText(budgets, language)
  const faults = {
    noAmount: t('permission.amount.wrong'),
    belowUse: t('permission.amount.low', { budgets: used }),
  }
  return (
    <SpaceBetween size="s">
      <FormField
        label={t('permission.limit')}
        description={t('permission.limit.text', { currency })}
        constraintText={t('permission.limit.use', { budgets: used })}
      >
        <RadioGroup
          value={form.hasQuota ? 'set' : 'none'}
          onChange={({ detail }) => onChange({ hasQuota: detail.value === 'set' })}
          items={[
            { value: 'none', label: t('permission.limit.none') },
            { value: 'set', label: t('permission.limit.set') },
          ]}
        />
      </FormField>
      {form.hasQuota && (
        <AmountField
          label={t('permission.amount')}
          currency={currency}
          value={form.quota}
          errorText={fault && faults[fault]}
          onChange={(quota) => onChange({ quota })}
        />
      )}
    </SpaceBetween>
  )
}
