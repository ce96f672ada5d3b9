import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import type { z } from 'zod'
import type { AuditEvent } from '#contract/audit.ts'
import { useSession } from '#console/api/session.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { AuditResult } from './audit-result.tsx'
import { SubjectLink } from './subject-link.tsx'
import { WhoDid } from './who-did.tsx'

type Event = z.output<typeof AuditEvent>

/** A record in one line; its operation opens the rest of it. */
export function useEventColumns(onOpen: (event: Event) => void): TableProps.ColumnDefinition<Event>[] {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const { kind } = useSession().account
  const columns: TableProps.ColumnDefinition<Event>[] = [
    { id: 'at', header: t('audit.at'), minWidth: 190, cell: ({ at }) => <Instant at={at} isExact /> },
    {
      id: 'operation',
      header: t('audit.operation'),
      isRowHeader: true,
      minWidth: 180,
      cell: (event) => {
        const operation = code('operation', event.operation)
        const label = t('audit.showDetails', { operation, at: instantText(event.at, language) })
        return (
          <Link ariaLabel={label} onFollow={() => onOpen(event)}>
            {operation}
          </Link>
        )
      },
    },
    { id: 'result', header: t('audit.result'), minWidth: 120, cell: (event) => <AuditResult {...event} /> },
    { id: 'who', header: t('audit.who'), minWidth: 150, cell: ({ actor }) => <WhoDid actor={actor} /> },
    { id: 'reason', header: t('audit.reason'), minWidth: 150, cell: ({ reason }) => reason },
    {
      id: 'customer',
      header: t('audit.customer'),
      minWidth: 275,
      cell: ({ customerId }) =>
        customerId && (
          <Box variant="small">
            <SubjectLink id={customerId} customerId={customerId} />
          </Box>
        ),
    },
  ]
  return columns.filter(({ id }) => id !== 'customer' || kind !== 'customer')
}
