import { useState } from 'react'
import type { z } from 'zod'
import { type AuditEvent, listAuditEvents } from '#contract/audit.ts'
import type { CustomerId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { EventDialog } from '#console/app/modules/audit/event-dialog.tsx'
import { useEventColumns } from '#console/app/modules/audit/use-event-columns.tsx'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { useListState } from '#console/ui/use-list-state.ts'

/** What was done, and refused, in and for one customer's account: the log, which both sides read. */
export function CustomerHistoryTab({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const { input } = useListState(listAuditEvents.input.pick({ cursor: true }))
  const [shown, show] = useState<z.output<typeof AuditEvent> | null>(null)
  const columns = useEventColumns(show)
  const list = useApi('listAuditEvents', { ...input, customerId }, { keepPrevious: true })
  return (
    <>
      <ListTable
        title={t('customer.tab.history')}
        list={list}
        columns={columns.filter(({ id }) => id !== 'customer')}
        clear={null}
        empty={<EmptyState title={t('customer.history.none')} text={t('customer.history.none.text')} />}
      />
      {shown && <EventDialog event={shown} onClose={() => show(null)} />}
    </>
  )
}
