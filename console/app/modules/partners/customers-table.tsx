import { useState } from 'react'
import type { Customer } from '#contract/partners.ts'
import { useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { TablePreferences } from '#console/ui/table-preferences.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { useTablePreferences } from '#console/ui/use-table-preferences.ts'
import type { CustomerAction } from './customer-action.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { customerSearch } from './customer-search.ts'
import { sortingOf } from './customer-sort.ts'
import { useCustomerColumns } from './use-customer-columns.tsx'
import { useCustomerFilter } from './use-customer-filter.ts'
import { useReveal } from './use-reveal.ts'

const alwaysThere = ['name', 'more']
const hiddenAtFirst = ['email', 'associationType', 'associatedAt', 'tags', 'openOrders', 'liveResources', 'id']

const everyMs = 30_000

/** The customers that the filters keep, with everything there is to do with each. */
export function CustomersTable() {
  const t = useText()
  const { input, change } = useListState(customerSearch)
  const [chosen, choose] = useState<{ action: CustomerAction; customer: Customer } | null>(null)
  const reveal = useReveal()
  const isResellers = input.tab === 'resellers_customers'
  const { sorting, nameSort } = sortingOf(input.sort, change)
  const onChoose = (action: CustomerAction, customer: Customer) => choose({ action, customer })
  const columns = useCustomerColumns({ reveal, nameSort, pointedAt: input.id, onChoose }).filter(
    ({ id }) => isResellers || id !== 'partner',
  )
  const [preferences, setPreferences] = useTablePreferences(isResellers ? 'resellers-customers' : 'customers', {
    pageSize: 20,
    wrapLines: false,
    columns: columns.map(({ id }) => ({ id, visible: !hiddenAtFirst.includes(id) })),
  })
  const list = useApi(
    'listCustomers',
    { ...input, ...reveal.input, limit: preferences.pageSize },
    // A list that lies open keeps up with what customers decide; a look at plain names is in the log, and not repeated.
    { keepPrevious: true, ...(reveal.input.reveal ? {} : { everyMs }) },
  )
  const fields = useCustomerFilter(list.data?.items ?? [])
  return (
    <>
      <ListTable
        title={t(isResellers ? 'list.resellersCustomers' : 'list.customers')}
        description={t('customers.masked')}
        list={list}
        columns={columns}
        filter={
          <ListFilter
            fields={fields}
            input={input}
            change={change}
            label={t('customers.search')}
            plain="name"
            isLoading={list.isLoading}
          />
        }
        empty={
          <EmptyState
            title={t('customers.none')}
            text={t(isResellers ? 'customers.none.resellers' : 'customers.none.text')}
          />
        }
        clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
        more={{
          ...sorting,
          // A sticky header is drawn twice, once for eyes and once for ears, and its eyes could not be pressed by both.
          stickyHeader: false,
          wrapLines: preferences.wrapLines,
          columnDisplay: preferences.columns,
          stickyColumns: { first: 1, last: 1 },
          preferences: (
            <TablePreferences
              preferences={preferences}
              onChange={setPreferences}
              columns={columns.map(({ id, label }) => ({ id, label, alwaysVisible: alwaysThere.includes(id) }))}
            />
          ),
        }}
      />
      {chosen && <CustomerDialog {...chosen} onClose={() => choose(null)} />}
    </>
  )
}
