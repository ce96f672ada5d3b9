import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { SandboxMail } from '#console/api/sandbox-mail.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { MailCode } from './mail-code.tsx'
import { RecipientFilter } from './recipient-filter.tsx'

interface MailTableProps {
  readonly mails: readonly SandboxMail[]
  /** Whose mail alone is shown. */
  readonly to: string | undefined
  readonly onOpen: (mail: SandboxMail) => void
}

/** A mail in a line, with its code at hand. */
export function MailTable({ mails, to, onOpen }: MailTableProps) {
  const t = useText()
  return (
    <Table
      header={<Header variant="h2">{t('mail.list')}</Header>}
      ariaLabels={{ tableLabel: t('mail.list') }}
      items={mails}
      columnDefinitions={useMailColumns(onOpen)}
      filter={<RecipientFilter to={to} />}
      empty={<EmptyState title={t('mail.empty')} text={t('mail.empty.text')} />}
      wrapLines
    />
  )
}

function useMailColumns(onOpen: MailTableProps['onOpen']): TableProps.ColumnDefinition<SandboxMail>[] {
  const t = useText()
  const language = useLanguage()
  return [
    { id: 'sentAt', header: t('mail.sentAt'), minWidth: 190, cell: ({ sentAt }) => <Instant at={sentAt} /> },
    { id: 'to', header: t('mail.to'), minWidth: 220, cell: (mail) => mail.to },
    {
      id: 'subject',
      header: t('mail.subject'),
      isRowHeader: true,
      minWidth: 220,
      cell: (mail) => {
        const label = t('mail.read', { subject: mail.subject, at: instantText(mail.sentAt, language) })
        return (
          <Link ariaLabel={label} onFollow={() => onOpen(mail)}>
            {mail.subject}
          </Link>
        )
      },
    },
    { id: 'code', header: t('mail.code'), minWidth: 130, cell: (mail) => <MailCode mail={mail} /> },
  ]
}
