import { listOrders } from '#contract/orders.ts'
import { useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { CustomerTabs } from '#console/ui/customer-tabs.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { useOrderColumns } from './use-order-columns.tsx'
import { useOrderFields } from './use-order-fields.ts'

/** Customer Orders: over all customers of a partner, and of a distributor's resellers. */
export function PartnerOrders() {
  const t = useText()
  const { input, change } = useListState(listOrders.input)
  const fields = useOrderFields(true)
  const columns = useOrderColumns({ isPartner: true, hrefOf: paths.customerOrder })
  const list = useApi('listOrders', input, { keepPrevious: true })
  const step = { text: t('customers.title'), href: paths.customers() }
  return (
    <Page title={t('customerOrders.title')} help="customerOrders.help">
      <CustomerTabs tab={input.tab} change={change}>
        <ListTable
          title={t('customerOrders.title')}
          list={list}
          columns={columns}
          filter={<ListFilter fields={fields} input={input} change={change} label={t('orders.search')} />}
          clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
          empty={<EmptyState title={t('orders.none')} text={t('orders.none.partner')} step={step} />}
        />
      </CustomerTabs>
    </Page>
  )
}
