import Tabs from '@cloudscape-design/components/tabs'
import { listAuthorizations } from '#contract/authorizations.ts'
import { useApi } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useChangeSearch, useListState, useSearch } from '#console/ui/use-list-state.ts'
import { AuthorizationDialog } from './authorization-dialog.tsx'
import { AuthorizationSort } from './authorization-sort.tsx'
import { ExpiryCalendar } from './expiry-calendar.tsx'
import { useAuthorizationColumns } from './use-authorization-columns.tsx'
import { useAuthorizationFields } from './use-authorization-fields.ts'

/** Every request of a partner, and every authorization it was granted. One of them opens over the page, by its URL. */
export function AuthorizationsPage() {
  const t = useText()
  const { id, tab } = useSearch()
  const changeSearch = useChangeSearch()
  const open = (chosen: string) => changeSearch({ id: chosen })
  const tabs = [
    { id: 'list', label: t('authorizations.tab.list'), content: <Authorizations open={open} /> },
    { id: 'calendar', label: t('authorizations.tab.calendar'), content: <ExpiryCalendar open={open} /> },
  ]
  return (
    <Page title={t('authorizations.title')} help="authorizations.help">
      <Tabs
        ariaLabel={t('authorizations.title')}
        activeTabId={tab === 'calendar' ? tab : 'list'}
        onChange={({ detail }) => changeSearch({ tab: detail.activeTabId === 'list' ? undefined : detail.activeTabId })}
        tabs={tabs}
      />
      {id !== undefined && <AuthorizationDialog id={id} close={() => changeSearch({ id: undefined })} />}
    </Page>
  )
}

const everyMs = 30_000

function Authorizations({ open }: { open: (id: string) => void }) {
  const t = useText()
  const { input, change } = useListState(listAuthorizations.input)
  const fields = useAuthorizationFields()
  const columns = useAuthorizationColumns(open)
  const list = useApi('listAuthorizations', input, { keepPrevious: true, everyMs })
  const step = { text: t('customers.title'), href: paths.customers() }
  return (
    <ListTable
      title={t('authorizations.title')}
      list={list}
      columns={columns}
      filter={<ListFilter fields={fields} input={input} change={change} label={t('authorizations.search')} />}
      actions={<AuthorizationSort sort={input.sort} change={change} />}
      clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
      empty={<EmptyState title={t('authorizations.none')} text={t('authorizations.none.text')} step={step} />}
    />
  )
}
