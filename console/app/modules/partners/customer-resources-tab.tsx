import type { CustomerId } from '#contract/ids.ts'
import { listCustomerResources } from '#contract/resources.ts'
import { useApi } from '#console/api/use-api.ts'
import { BillingModeTabs } from '#console/app/modules/resources/billing-mode-tabs.tsx'
import { ResourceSort } from '#console/app/modules/resources/resource-sort.tsx'
import { useResourceColumns } from '#console/app/modules/resources/use-resource-columns.tsx'
import { useResourceFields } from '#console/app/modules/resources/use-resource-fields.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { useListState } from '#console/ui/use-list-state.ts'

/** What one customer has, paid for a period or by use. */
export function CustomerResourcesTab({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const { input, change } = useListState(listCustomerResources.input)
  const { billingMode = 'yearly_monthly' } = input
  const fields = useResourceFields(billingMode, false)
  const columns = useResourceColumns({ billingMode, isPartner: false, hrefOf: paths.customerOrder })
  const list = useApi('listCustomerResources', { ...input, billingMode, customerId }, { keepPrevious: true })
  return (
    <BillingModeTabs billingMode={billingMode} change={change}>
      <ListTable
        title={t('customer.tab.resources')}
        list={list}
        columns={columns}
        filter={<ListFilter fields={fields} input={input} change={change} label={t('resources.search')} />}
        actions={<ResourceSort billingMode={billingMode} sort={input.sort} change={change} />}
        clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
        empty={<EmptyState title={t('resources.none')} text={t('customer.resources.none')} />}
      />
    </BillingModeTabs>
  )
}
