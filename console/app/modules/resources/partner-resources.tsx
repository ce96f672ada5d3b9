import { listResources } from '#contract/resources.ts'
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
import { BillingModeTabs } from './billing-mode-tabs.tsx'
import { ResourceSort } from './resource-sort.tsx'
import { useResourceColumns } from './use-resource-columns.tsx'
import { useResourceFields } from './use-resource-fields.ts'

/** View Resources: what all customers of a partner have, and those of a distributor's resellers. */
export function PartnerResources() {
  const t = useText()
  const { input, change } = useListState(listResources.input)
  const { billingMode = 'yearly_monthly' } = input
  const fields = useResourceFields(billingMode, true)
  const columns = useResourceColumns({ billingMode, isPartner: true, hrefOf: paths.customerOrder })
  const list = useApi('listResources', { ...input, billingMode }, { keepPrevious: true })
  const step = { text: t('customers.title'), href: paths.customers() }
  return (
    <Page title={t('resources.title')} help="resources.help.partner">
      <CustomerTabs tab={input.tab} change={change}>
        <BillingModeTabs billingMode={billingMode} change={change}>
          <ListTable
            title={t('resources.title')}
            list={list}
            columns={columns}
            filter={<ListFilter fields={fields} input={input} change={change} label={t('resources.search')} />}
            actions={<ResourceSort billingMode={billingMode} sort={input.sort} change={change} />}
            clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
            empty={<EmptyState title={t('resources.none')} text={t('resources.none.partner')} step={step} />}
          />
        </BillingModeTabs>
      </CustomerTabs>
    </Page>
  )
}
