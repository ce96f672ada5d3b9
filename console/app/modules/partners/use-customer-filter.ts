import { AssociationType, type Customer } from '#contract/partners.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import type { FilterField } from '#console/ui/filter-query.ts'

/** The twelve properties that customers are searched by, with the tags of those in sight to choose from. */
export function useCustomerFilter(inSight: readonly Customer[]): FilterField[] {
  const t = useText()
  const code = useCodeText()
  const tags = [...new Set(inSight.flatMap((customer) => customer.tags))].toSorted()
  return [
    { kind: 'text', name: 'name', label: t('customers.name') },
    { kind: 'text', name: 'account', label: t('customers.account') },
    { kind: 'text', name: 'id', label: t('customers.id'), exact: true },
    { kind: 'text', name: 'mobile', label: t('customers.mobile') },
    { kind: 'text', name: 'accountManager', label: t('customers.accountManager.filter') },
    {
      kind: 'choice',
      name: 'associationType',
      label: t('customers.associationType'),
      choices: AssociationType.options.map((value) => ({ value, label: code('associationType', value) })),
    },
    { kind: 'days', label: t('customers.associatedAt'), from: 'associatedFrom', to: 'associatedTo' },
    {
      kind: 'choice',
      name: 'autoFrozen',
      label: t('customers.autoFrozen'),
      choices: [
        { value: 'true', label: t('common.yes') },
        { value: 'false', label: t('common.no') },
      ],
    },
    { kind: 'numbers', label: t('customers.monthToDate'), from: 'monthToDateMin', to: 'monthToDateMax' },
    { kind: 'numbers', label: t('customers.budgetUse.filter'), from: 'budgetUsageMin', to: 'budgetUsageMax' },
    { kind: 'days', label: t('customers.resourceExpiresOn'), from: 'resourceExpiresFrom', to: 'resourceExpiresTo' },
    {
      kind: 'choice',
      name: 'tag',
      label: t('customers.tag'),
      choices: tags.map((tag) => ({ value: tag, label: tag })),
    },
  ]
}
