import { useState } from 'react'
import { type AuditEvent, listAuditEvents } from '#contract/audit.ts'
import { useApi } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { isSearched, noSearch } from '#console/ui/filter-query.ts'
import { ListFilter } from '#console/ui/list-filter.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { Page } from '#console/ui/page.tsx'
import { useListState } from '#console/ui/use-list-state.ts'
import type { z } from 'zod'
import { EventDialog } from './event-dialog.tsx'
import { useAuditFields } from './use-audit-fields.ts'
import { useEventColumns } from './use-event-columns.tsx'

/** The log of the account, for every kind of account: what was done and refused, by whom, and under what. */
export function AuditPage() {
  const t = useText()
  const { input, change } = useListState(listAuditEvents.input)
  const list = useApi('listAuditEvents', input, { keepPrevious: true })
  const fields = useAuditFields()
  const [shown, show] = useState<z.output<typeof AuditEvent> | null>(null)
  return (
    <Page title={t('audit.title')} description={t('audit.description')} help="audit.help">
      <ListTable
        title={t('audit.events')}
        list={list}
        columns={useEventColumns(show)}
        filter={<ListFilter fields={fields} input={input} change={change} label={t('audit.filter')} />}
        clear={isSearched(fields, input) ? () => change(noSearch(fields)) : null}
        empty={<EmptyState title={t('audit.empty')} text={t('audit.empty.text')} />}
      />
      {shown && <EventDialog event={shown} onClose={() => show(null)} />}
    </Page>
  )
}
