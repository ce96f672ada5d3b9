import type { TableProps } from '@cloudscape-design/components/table'
import { listPartners } from '#contract/partners.ts'
import { PartnerKind } from '#contract/permissions.ts'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useCodeChoices } from '#console/app/use-code-choices.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { type FilterField, isSearched, noSearch } from '#console/ui/filter-query.ts'
import { Instant } from '#console/ui/instant.tsx'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { PartnerStatus } from './partner-status.tsx'

type Partner = AnswerOf<'listPartners'>['items'][number]

/** The operator's view of everybody who sells. */
export function PartnersPage() {
  const t = useText()
  const { input, change } = useListState(listPartners.input)
  const list = useApi('listPartners', input, { keepPrevious: true })
  const columns = useColumns()
  const fields = useFields()
  return (
    <Page title={t('partners.title')} description={t('partners.description')} help="partners.help">
      <ListTable
        title={t('partners.list')}
        list={list}
        columns={columns}
        filter={
          <ListFilter
            fields={fields}
            input={input}
            change={change}
            label={t('partners.find')}
            isLoading={list.isFetching}
          />
        }
        empty={<EmptyState title={t('partners.empty')} text={t('partners.empty.text')} />}
        clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
      />
    </Page>
  )
}

function useFields(): FilterField[] {
  const t = useText()
  const choices = useCodeChoices()
  return [
    { kind: 'text', name: 'name', label: t('partners.name') },
    { kind: 'choice', name: 'kind', label: t('partners.kind'), choices: choices('partnerKind', PartnerKind.options) },
    {
      kind: 'choice',
      name: 'frozen',
      label: t('partners.status'),
      choices: [
        { value: 'false', label: t('partners.active') },
        { value: 'true', label: t('partners.frozen') },
      ],
    },
  ]
}

function useColumns(): TableProps.ColumnDefinition<Partner>[] {
  const t = useText()
  const code = useCodeText()
  return [
    { id: 'name', header: t('partners.name'), minWidth: 140, cell: ({ name }) => name, isRowHeader: true },
    { id: 'kind', header: t('partners.kind'), minWidth: 110, cell: ({ kind }) => code('partnerKind', kind) },
    {
      id: 'distributor',
      header: t('partners.distributor'),
      minWidth: 140,
      cell: ({ kind, distributor }) => distributor?.name ?? (kind === 'distributor' ? '–' : t('partners.direct')),
    },
    {
      id: 'status',
      header: t('partners.status'),
      minWidth: 110,
      cell: ({ frozenAt }) => <PartnerStatus frozenAt={frozenAt} />,
    },
    {
      id: 'resellers',
      header: t('partners.resellers'),
      minWidth: 100,
      cell: ({ kind, resellers }) => (kind === 'distributor' ? resellers : '–'),
    },
    { id: 'customers', header: t('partners.customers'), minWidth: 100, cell: ({ customers }) => customers },
    { id: 'joined', header: t('partners.joined'), minWidth: 170, cell: ({ joinedAt }) => <Instant at={joinedAt} /> },
  ]
}
