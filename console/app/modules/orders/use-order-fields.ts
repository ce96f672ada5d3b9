import { BillingMode } from '#contract/catalog.ts'
import { OrderState, OrderType } from '#contract/orders.ts'
import { useServiceNames } from '#console/api/use-catalog-names.ts'
import { useCodeChoices } from '#console/app/use-code-choices.ts'
import { useText } from '#console/text/text.tsx'
import type { FilterField } from '#console/ui/filter-query.ts'

/** What orders are searched by; a partner also searches by customer. */
export function useOrderFields(isPartner: boolean): FilterField[] {
  const t = useText()
  const choicesOf = useCodeChoices()
  const services = useServiceNames()
  const ofPartner: FilterField[] = [
    { kind: 'text', name: 'customerName', label: t('orders.customer') },
    { kind: 'text', name: 'customerAccount', label: t('orders.customerAccount') },
  ]
  return [
    { kind: 'text', name: 'orderId', label: t('orders.number'), exact: true },
    ...(isPartner ? ofPartner : []),
    {
      kind: 'choice',
      name: 'state',
      label: t('orders.state'),
      choices: choicesOf('orderState', OrderState.options),
      many: true,
    },
    { kind: 'choice', name: 'serviceCode', label: t('orders.product'), choices: services.choices },
    { kind: 'choice', name: 'type', label: t('orders.type'), choices: choicesOf('orderType', OrderType.options) },
    {
      kind: 'choice',
      name: 'billingMode',
      label: t('orders.billingMode'),
      choices: choicesOf('billingMode', BillingMode.options),
    },
    { kind: 'days', label: t('orders.placedAt'), from: 'placedFrom', to: 'placedTo' },
    { kind: 'text', name: 'placedBy', label: t('orders.placedBy') },
  ]
}
