import { useState } from 'react'
import { listAuthorizations } from '#contract/authorizations.ts'
import type { CustomerId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { AuthorizationDialog } from '#console/app/modules/authorizations/authorization-dialog.tsx'
import { useAuthorizationColumns } from '#console/app/modules/authorizations/use-authorization-columns.tsx'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { useListState } from '#console/ui/use-list-state.ts'

/** Every authorization that was ever asked of one customer, and the way to take a request back. */
export function CustomerAuthorizationsTab({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const { input } = useListState(listAuthorizations.input.pick({ cursor: true }))
  const [opened, open] = useState<string | null>(null)
  const columns = useAuthorizationColumns(open)
  const list = useApi('listAuthorizations', { ...input, customerId }, { keepPrevious: true })
  return (
    <>
      <ListTable
        title={t('customer.tab.authorizations')}
        list={list}
        columns={columns
          .filter(({ id }) => id !== 'customer')
          .map((column) => ({ ...column, isRowHeader: column.id === 'state' }))}
        clear={null}
        empty={<EmptyState title={t('customer.authorizations.none')} text={t('customer.noAuthorization')} />}
      />
      {opened !== null && <AuthorizationDialog id={opened} close={() => open(null)} />}
    </>
  )
}
