import { useState } from 'react'
import type { TableProps } from '@cloudscape-design/components/table'
import { listResellers } from '#contract/partners.ts'
import { useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import { Allowed } from './allowed.tsx'
import { BudgetQuota } from './budget-quota.tsx'
import { EditPermission } from './edit-permission.tsx'
import { PartnerStatus } from './partner-status.tsx'
import { PermissionDialog } from './permission-dialog.tsx'
import type { Reseller } from './reseller.ts'

/** A distributor's resellers: what each may do, and the dialog that changes it. */
export function ResellersPage() {
  const t = useText()
  const { input } = useListState(listResellers.input)
  const list = useApi('listResellers', input, { keepPrevious: true })
  const [edited, setEdited] = useState<Reseller | null>(null)
  const columns = useColumns(setEdited)
  return (
    <Page title={t('resellers.title')} description={t('resellers.description')} help="resellers.help">
      <ListTable
        title={t('resellers.list')}
        list={list}
        columns={columns}
        empty={<EmptyState title={t('resellers.empty')} text={t('resellers.empty.text')} />}
        clear={null}
      />
      {edited && <PermissionDialog reseller={edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

function useColumns(onEdit: (reseller: Reseller) => void): TableProps.ColumnDefinition<Reseller>[] {
  const t = useText()
  const allowed = (id: 'actOnBehalf' | 'freeze' | 'setBudgets'): TableProps.ColumnDefinition<Reseller> => ({
    id,
    header: t(`resellers.${id}`),
    minWidth: 120,
    cell: ({ permission }) => <Allowed is={permission[id]} />,
  })
  return [
    { id: 'name', header: t('resellers.name'), minWidth: 140, cell: ({ name }) => name, isRowHeader: true },
    {
      id: 'status',
      header: t('resellers.status'),
      minWidth: 110,
      cell: ({ frozenAt }) => <PartnerStatus frozenAt={frozenAt} />,
    },
    { id: 'customers', header: t('resellers.customers'), minWidth: 100, cell: ({ customers }) => customers },
    allowed('actOnBehalf'),
    allowed('freeze'),
    allowed('setBudgets'),
    {
      id: 'quota',
      header: t('resellers.quota'),
      cell: (reseller) => <BudgetQuota reseller={reseller} />,
      minWidth: 200,
    },
    {
      id: 'edit',
      header: t('resellers.actions'),
      cell: (reseller) => <EditPermission reseller={reseller} onEdit={onEdit} />,
    },
  ]
}
