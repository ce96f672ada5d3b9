import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { maxItemQuantity } from '#contract/orders.ts'
import { monthsOf, type Term } from '#contract/time.ts'
import { useActing } from '#console/app/customer-context.ts'
import type { Offer } from '#console/app/modules/catalog/use-price-list.ts'
import { useText } from '#console/text/text.tsx'
import type { Fault } from './faults.ts'
import { type ItemForm, purchaseTerms } from './item-form.ts'
import { useFaultText } from './use-fault-text.ts'
import { useTermText } from './use-term-text.ts'

interface PurchaseFieldsProps {
  readonly form: ItemForm
  readonly offer: Offer | undefined
  readonly faults: Readonly<Record<string, Fault>>
  readonly onChange: (change: Partial<ItemForm>) => void
}

const keyOf = ({ unit, count }: Term) => `${count} ${unit}`

/** How many, for how long, and what happens at the end. */
export function PurchaseFields({ form, offer, faults, onChange }: PurchaseFieldsProps) {
  const t = useText()
  const faultText = useFaultText()
  const isPrepaid = form.billingMode === 'yearly_monthly'
  return (
    <Container header={<Header variant="h2">{t('configure.purchase')}</Header>}>
      <SpaceBetween size="l">
        {isPrepaid && <PeriodField form={form} offer={offer} onChange={onChange} />}
        {isPrepaid && (
          <FormField label={t('configure.autoRenew')} constraintText={t('configure.autoRenew.hint')}>
            <Checkbox checked={form.autoRenew} onChange={({ detail }) => onChange({ autoRenew: detail.checked })}>
              {t('configure.autoRenew.text')}
            </Checkbox>
          </FormField>
        )}
        <FormField
          label={t('configure.quantity')}
          constraintText={t('configure.quantity.hint', { maximum: maxItemQuantity })}
          errorText={faultText(faults['quantity'])}
        >
          <Input
            value={form.quantity}
            inputMode="numeric"
            ariaRequired
            onChange={({ detail }) => onChange({ quantity: detail.value.trim() })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}

function PeriodField({ form, offer, onChange }: Omit<PurchaseFieldsProps, 'faults'>) {
  const t = useText()
  const termText = useTermText()
  const months = useActing()?.scope.longestTermMonths
  const options = purchaseTerms.map((term) => {
    const discount = term.unit === 'year' ? (offer?.yearlyDiscounts[String(term.count)] ?? 0) : 0
    const isTooLong = months !== undefined && monthsOf(term) > months
    return {
      value: keyOf(term),
      label: termText(term),
      ...(discount > 0 ? { labelTag: t('configure.period.discount', { percent: discount }) } : {}),
      ...(isTooLong ? { disabled: true, disabledReason: t('configure.period.tooLong', { months }) } : {}),
    }
  })
  const choose = (key: string | undefined) => {
    const period = purchaseTerms.find((term) => keyOf(term) === key)
    if (period) onChange({ period })
  }
  return (
    <FormField label={t('configure.period')} constraintText={t('configure.period.hint')}>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === keyOf(form.period)) ?? null}
        onChange={({ detail }) => choose(detail.selectedOption.value)}
      />
    </FormField>
  )
}
