import { listCustomerResources } from '#contract/resources.ts'
import { useApi } from '#console/api/use-api.ts'
import type { CustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { BillingModeTabs } from './billing-mode-tabs.tsx'
import { ResourceSort } from './resource-sort.tsx'
import { useResourceColumns } from './use-resource-columns.tsx'
import { useResourceFields } from './use-resource-fields.ts'

/** What one customer has. Whose it is, the tab says, never the search in its URL. */
export function CustomerResources({ context: { customerId, paths } }: { context: CustomerContext }) {
  const t = useText()
  const { input, change } = useListState(listCustomerResources.input)
  const { billingMode = 'yearly_monthly' } = input
  const fields = useResourceFields(billingMode, false)
  const columns = useResourceColumns({ billingMode, isPartner: false, hrefOf: paths.order })
  const list = useApi('listCustomerResources', { ...input, billingMode, customerId }, { keepPrevious: true })
  const step = { text: t('selectProducts.title'), href: paths.selectProducts() }
  return (
    <Page title={t('resources.title')} help="resources.help">
      <BillingModeTabs billingMode={billingMode} change={change}>
        <ListTable
          title={t('resources.title')}
          list={list}
          columns={columns}
          filter={<ListFilter fields={fields} input={input} change={change} label={t('resources.search')} />}
          actions={<ResourceSort billingMode={billingMode} sort={input.sort} change={change} />}
          clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
          empty={<EmptyState title={t('resources.none')} text={t('resources.none.customer')} step={step} />}
        />
      </BillingModeTabs>
    </Page>
  )
}
