import Alert from '@cloudscape-design/components/alert'
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLanguage, useText } from '#console/text/text.tsx'
import { DayField } from './day-field.tsx'
import { type FilterField, keyOf, notUnderstood, queryOf, type Search, searchOf } from './filter-query.ts'
import { dateText } from './instant-text.ts'
import { NumberField } from './number-field.tsx'
import { useSearch } from './use-list-state.ts'

interface ListFilterProps {
  readonly fields: readonly FilterField[]
  /** What the list is asked for, as `useListState` has it; the filter shows its own part of it. */
  readonly input: Readonly<Record<string, unknown>>
  readonly change: (change: Search) => void
  /** What the list can be searched by, in words. */
  readonly label: string
  /** The field that words are for when they are typed without naming one. */
  readonly plain?: string
  readonly isLoading?: boolean
}

/**
 * Searches a list by any combination of its fields. What it is searched by lies in the URL alone; what of it the list
 * cannot be asked for is said.
 */
export function ListFilter({ fields, input, change, label, plain, isLoading = false }: ListFilterProps) {
  const t = useText()
  const language = useLanguage()
  const notTaken = notUnderstood(fields, useSearch(), input)
  const filter = (
    <PropertyFilter
      query={queryOf(fields, input)}
      onChange={({ detail }) => change(searchOf(fields, detail, plain))}
      filteringProperties={fields.map((field) => propertyOf(field, (on) => dateText(on, language)))}
      filteringOptions={fields.flatMap(optionsOf)}
      filteringAriaLabel={label}
      filteringPlaceholder={label}
      filteringStatusType={isLoading ? 'loading' : 'finished'}
      hideOperations
      disableFreeTextFiltering={plain === undefined}
      freeTextFiltering={{ operators: [':'] }}
      expandToViewport
    />
  )
  if (notTaken.length === 0) return filter
  return (
    <SpaceBetween size="s">
      {filter}
      <Alert type="warning" header={t('list.filterIgnored')}>
        {t('list.filterIgnored.text', { names: notTaken.map((field) => field.label).join(', ') })}
      </Alert>
    </SpaceBetween>
  )
}

function propertyOf(field: FilterField, dayText: (on: string) => string): PropertyFilterProps.FilteringProperty {
  const property = { key: keyOf(field), propertyLabel: field.label, groupValuesLabel: field.label }
  if (field.kind === 'text') return { ...property, operators: [field.exact ? '=' : ':'] }
  if (field.kind === 'choice') {
    const labels = new Map(field.choices.map((choice) => [choice.value, choice.label]))
    const wordOf = (value: unknown) => labels.get(String(value)) ?? String(value)
    const format = (value: unknown) => (Array.isArray(value) ? value.map(wordOf).join(', ') : wordOf(value))
    return { ...property, operators: field.many ? [{ operator: '=', tokenType: 'enum', format }] : ['='] }
  }
  const format = (value: unknown) => {
    if (typeof value !== 'string') return ''
    return field.kind === 'days' ? dayText(value) : value
  }
  const form = field.kind === 'days' ? DayField : NumberField
  const inForm = (operator: '>=' | '<='): PropertyFilterProps.FilteringProperty['operators'] => [
    { operator, form, format },
  ]
  return {
    ...property,
    defaultOperator: field.from === undefined ? '<=' : '>=',
    operators: [
      ...(field.from === undefined ? [] : (inForm('>=') ?? [])),
      ...(field.to === undefined ? [] : (inForm('<=') ?? [])),
    ],
  }
}

function optionsOf(field: FilterField): PropertyFilterProps.FilteringOption[] {
  if (field.kind !== 'choice') return []
  return field.choices.map((choice) => ({ propertyKey: field.name, ...choice }))
}
