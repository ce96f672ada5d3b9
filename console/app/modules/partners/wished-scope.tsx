import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { maxAuthorizationYears } from '#contract/authorizations.ts'
import type { CurrencyCode } from '#contract/money.ts'
import { ChoicesField } from '#console/app/modules/authorizations/choices-field.tsx'
import {
  type Narrowed,
  type ScopeDraft,
  type ScopeFault,
  wishableActions,
} from '#console/app/modules/authorizations/narrow-scope.ts'
import { type PlainTextKey, useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { AmountField } from '#console/ui/amount-field.tsx'

interface WishedScopeProps {
  readonly draft: ScopeDraft
  readonly onChange: (draft: ScopeDraft) => void
  /** The kinds of product there are. */
  readonly families: readonly string[]
  readonly currency: CurrencyCode
  readonly faults: Narrowed['faults']
}

/** What is wished for: the customer can grant less of it, and never more. */
export function WishedScope({ draft, onChange, families, currency, faults }: WishedScopeProps) {
  const t = useText()
  const code = useCodeText()
  const faultText = useWishFault()
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <ChoicesField
          label={t('scopeField.actions')}
          description={t('request.actions.text')}
          errorText={faultText(faults.actions)}
          options={wishableActions}
          chosen={draft.actions}
          textOf={(action) => code('scopeAction', action)}
          onChange={(actions) => onChange({ ...draft, actions })}
        />
        <ChoicesField
          label={t('scopeField.families')}
          description={t('request.families.text')}
          errorText={faultText(faults.families)}
          options={families}
          chosen={draft.families}
          textOf={(family) => code('serviceFamily', family)}
          onChange={(chosen) => onChange({ ...draft, families: chosen })}
        />
      </ColumnLayout>
      <WishedLimits draft={draft} onChange={onChange} currency={currency} faults={faults} />
    </SpaceBetween>
  )
}

function WishedLimits({ draft, onChange, currency, faults }: Omit<WishedScopeProps, 'families'>) {
  const t = useText()
  const faultText = useWishFault()
  return (
    <ColumnLayout columns={2}>
      <AmountField
        label={t('scopeField.perOrder')}
        currency={currency}
        value={draft.perOrder}
        onChange={(perOrder) => onChange({ ...draft, perOrder })}
        isOptional
        errorText={faultText(faults.perOrder)}
      />
      <AmountField
        label={t('scopeField.perMonth')}
        currency={currency}
        value={draft.perMonth}
        onChange={(perMonth) => onChange({ ...draft, perMonth })}
        isOptional
        errorText={faultText(faults.perMonth)}
      />
      <FormField
        label={t('common.optional', { label: t('scopeField.orders') })}
        constraintText={t('request.orders.form')}
        errorText={faultText(faults.orders)}
      >
        <Input
          value={draft.orders}
          inputMode="numeric"
          onChange={({ detail }) => onChange({ ...draft, orders: detail.value })}
        />
      </FormField>
      <TermField term={draft.term} onChange={(term) => onChange({ ...draft, term })} />
      <UntilField
        until={draft.until}
        onChange={(until) => onChange({ ...draft, until })}
        errorText={faultText(faults.until)}
      />
      <Checkbox
        checked={draft.autoExtend}
        description={t('request.autoExtend.text')}
        onChange={({ detail }) => onChange({ ...draft, autoExtend: detail.checked })}
      >
        {t('scopeField.autoExtend')}
      </Checkbox>
    </ColumnLayout>
  )
}

/** What can be wrong with a wish. One that nobody has limited yet cannot be too wide. */
const faultTexts: Readonly<Partial<Record<ScopeFault, PlainTextKey>>> = {
  actions: 'request.fault.actions',
  families: 'request.fault.families',
  number: 'request.fault.number',
  amount: 'request.fault.amount',
  until: 'request.fault.until',
}

function useWishFault(): (fault: ScopeFault | undefined) => string {
  const t = useText()
  return (fault) => {
    const text = fault && faultTexts[fault]
    return text ? t(text) : ''
  }
}

/** Terms that are usually wished for; the longest that can be bought is three years. */
const terms = [1, 3, 6, 9, 12, 24, 36]

function TermField({ term, onChange }: { term: string; onChange: (term: string) => void }) {
  const t = useText()
  // What was asked before may have had a term between them.
  const offered = [...new Set([...terms, ...(term === '' ? [] : [Number(term)])])].toSorted((one, other) => one - other)
  const options = [
    { value: '', label: t('request.term.any') },
    ...offered.map((months) => ({ value: String(months), label: t('request.term.months', { months }) })),
  ]
  return (
    <FormField label={t('request.term')} constraintText={t('request.term.form')}>
      <Select
        selectedOption={options.find(({ value }) => value === term) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        options={options}
        expandToViewport
      />
    </FormField>
  )
}

interface UntilFieldProps {
  readonly until: string
  readonly onChange: (until: string) => void
  readonly errorText: string
}

function UntilField({ until, onChange, errorText }: UntilFieldProps) {
  const t = useText()
  const language = useLanguage()
  return (
    <FormField
      label={t('scopeField.until')}
      constraintText={t('request.until.form', { years: maxAuthorizationYears })}
      errorText={errorText}
    >
      <DatePicker
        value={until}
        format="iso"
        locale={language}
        onChange={({ detail }) => onChange(detail.value)}
        expandToViewport
      />
    </FormField>
  )
}
