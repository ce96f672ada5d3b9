import Alert from '@cloudscape-design/components/alert'
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useLanguage, useText } from '#console/text/text.tsx'
import { DayField } from './day-field.tsx'
import { type FilterField, keyOf, notUnderstood, queryOf, replacedIn, type Search, searchOf } from './filter-query.ts'
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
 * cannot be asked for is said, and stays to be mended, and so is what a later value has taken the place of.
 */
export function ListFilter({ fields, input, change, label, plain, isLoading = false }: ListFilterProps) {
  const t = useText()
  const language = useLanguage()
  const searched = useSearch()
  const notTaken = notUnderstood(fields, searched, input)
  const [replaced, setReplaced] = useState<readonly FilterField[]>([])
  const labels = (named: readonly FilterField[]) => named.map((field) => field.label).join(', ')
  const filter = (
    <PropertyFilter
      query={queryOf(fields, { ...searched, ...input })}
      onChange={({ detail }) => {
        setReplaced(replacedIn(fields, detail, plain))
        change(searchOf(fields, detail, plain))
      }}
      filteringConstraintText={replaced.length > 0 && t('list.filterReplaced', { names: labels(replaced) })}
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
        {t('list.filterIgnored.text', { names: labels(notTaken) })}
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
