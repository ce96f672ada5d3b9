import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { AuthorizationState as State, type AuthorizationView, listAuthorizations } from '#contract/authorizations.ts'
import { useApi } from '#console/api/use-api.ts'
import { useCodeChoices } from '#console/app/use-code-choices.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { AuthorizationState } from '#console/ui/authorization-state.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { type FilterField, isSearched, noSearch } from '#console/ui/filter-query.ts'
import { Instant } from '#console/ui/instant.tsx'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { AuthorizationLimits } from './authorization-limits.tsx'

/** Every authorization that was ever asked of this customer, and the way to decide each. */
export function MyAuthorizations() {
  const t = useText()
  const codeChoices = useCodeChoices()
  const { input, change } = useListState(listAuthorizations.input)
  const list = useApi('listAuthorizations', input, { keepPrevious: true })
  const fields: FilterField[] = [
    {
      kind: 'choice',
      name: 'state',
      label: t('myPartner.state'),
      choices: codeChoices('authorizationState', State.options),
    },
  ]
  return (
    <ListTable
      title={t('myPartner.tab.authorizations')}
      list={list}
      columns={useColumns()}
      filter={<ListFilter fields={fields} input={input} change={change} label={t('myPartner.filterByState')} />}
      clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
      empty={<EmptyState title={t('myPartner.authorizations.empty')} text={t('myPartner.authorizations.empty.text')} />}
    />
  )
}

function useColumns(): TableProps.ColumnDefinition<AuthorizationView>[] {
  const t = useText()
  return [
    {
      id: 'partner',
      header: t('myPartner.partner'),
      isRowHeader: true,
      minWidth: 180,
      cell: ({ id, partner }) => <Link href={paths.myAuthorization(id)}>{partner.name}</Link>,
    },
    {
      id: 'state',
      header: t('myPartner.state'),
      minWidth: 170,
      cell: ({ state }) => <AuthorizationState state={state} />,
    },
    { id: 'limits', header: t('myPartner.limits'), minWidth: 220, cell: (row) => <AuthorizationLimits {...row} /> },
    {
      id: 'validUntil',
      header: t('myPartner.validUntil'),
      minWidth: 190,
      cell: ({ scope }) => scope.validUntil !== undefined && <Instant at={scope.validUntil} />,
    },
    {
      id: 'requestedBy',
      header: t('myPartner.requestedBy'),
      minWidth: 130,
      cell: ({ requestedBy }) => requestedBy.memberName,
    },
    {
      id: 'requestedAt',
      header: t('myPartner.requestedAt'),
      minWidth: 190,
      cell: ({ requestedAt }) => <Instant at={requestedAt} />,
    },
  ]
}
