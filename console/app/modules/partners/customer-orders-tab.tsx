import type { CustomerId } from '#contract/ids.ts'
import { listCustomerOrders } from '#contract/orders.ts'
import { useApi } from '#console/api/use-api.ts'
import { useOrderColumns } from '#console/app/modules/orders/use-order-columns.tsx'
import { useOrderFields } from '#console/app/modules/orders/use-order-fields.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { useListState } from '#console/ui/use-list-state.ts'

/** The orders of one customer, whoever placed them. */
export function CustomerOrdersTab({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const { input, change } = useListState(listCustomerOrders.input)
  const fields = useOrderFields(false)
  const columns = useOrderColumns({ isPartner: false, hrefOf: paths.customerOrder })
  const list = useApi('listCustomerOrders', { ...input, customerId }, { keepPrevious: true })
  return (
    <ListTable
      title={t('customer.tab.orders')}
      list={list}
      columns={columns}
      filter={<ListFilter fields={fields} input={input} change={change} label={t('orders.search')} />}
      clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
      empty={<EmptyState title={t('orders.none')} text={t('customer.orders.none')} />}
    />
  )
}
