import type { BillingMode } from '#contract/catalog.ts'
import type { ResourceStatus } from '#contract/resources.ts'
import { useRegionNames, useServiceNames } from '#console/api/use-catalog-names.ts'
import { useCodeChoices } from '#console/app/use-code-choices.ts'
import { useText } from '#console/text/text.tsx'
import type { FilterField } from '#console/ui/filter-query.ts'

const statuses: Readonly<Record<BillingMode, readonly ResourceStatus[]>> = {
  yearly_monthly: ['creating', 'in_use', 'expired', 'frozen', 'closed'],
  pay_per_use: ['creating', 'normal', 'grace_period', 'frozen', 'changing', 'closing', 'closed'],
}

/** What resources of one billing mode are searched by; a partner also searches by customer. */
export function useResourceFields(billingMode: BillingMode, isPartner: boolean): FilterField[] {
  const t = useText()
  const choicesOf = useCodeChoices()
  const services = useServiceNames()
  const regions = useRegionNames()
  const expires: FilterField = { kind: 'days', label: t('resources.expires'), from: 'expiresFrom', to: 'expiresTo' }
  const customer: FilterField = { kind: 'text', name: 'customerName', label: t('orders.customer') }
  return [
    ...(isPartner ? [customer] : []),
    {
      kind: 'choice',
      name: 'status',
      label: t('resources.status'),
      choices: choicesOf('resourceStatus', statuses[billingMode]),
      many: true,
    },
    { kind: 'choice', name: 'serviceCode', label: t('orders.product'), choices: services.choices },
    { kind: 'choice', name: 'region', label: t('orders.region'), choices: regions.choices },
    ...(billingMode === 'yearly_monthly' ? [expires] : []),
    { kind: 'text', name: 'orderId', label: t('orders.number'), exact: true },
  ]
}
