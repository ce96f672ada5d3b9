import Button from '@cloudscape-design/components/button'
import { listCustomerOrders } from '#contract/orders.ts'
import { useApi } from '#console/api/use-api.ts'
import type { CustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { useOrderColumns } from './use-order-columns.tsx'
import { useOrderFields } from './use-order-fields.ts'

/** The orders of one customer. Whose, the tab says, never the search in its URL. */
export function CustomerOrders({ context: { customerId, paths } }: { context: CustomerContext }) {
  const t = useText()
  const { input, change } = useListState(listCustomerOrders.input)
  const fields = useOrderFields(false)
  const columns = useOrderColumns({ isPartner: false, hrefOf: paths.order })
  const list = useApi('listCustomerOrders', { ...input, customerId }, { keepPrevious: true })
  const step = { text: t('selectProducts.title'), href: paths.selectProducts() }
  return (
    <Page
      title={t('orders.title')}
      help="orders.help"
      actions={
        <Button variant="primary" href={step.href}>
          {step.text}
        </Button>
      }
    >
      <ListTable
        title={t('orders.title')}
        list={list}
        columns={columns}
        filter={<ListFilter fields={fields} input={input} change={change} label={t('orders.search')} />}
        clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
        empty={<EmptyState title={t('orders.none')} text={t('orders.none.customer')} step={step} />}
      />
    </Page>
  )
}
