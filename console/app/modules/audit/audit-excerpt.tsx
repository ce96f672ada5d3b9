import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import type { z } from 'zod'
import type { AuditEvent } from '#contract/audit.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { EventDialog } from './event-dialog.tsx'
import { type AuditedBy, useAuditExcerpt } from './use-audit-excerpt.ts'
import { useEventColumns } from './use-event-columns.tsx'

interface AuditExcerptProps {
  readonly title: string
  readonly by: AuditedBy
  /** Stands inside something else, whose frame is enough. */
  readonly isInner?: boolean
}

/** The newest records of one authorization or one acting session; the log itself has all of them. */
export function AuditExcerpt({ title, by, isInner = false }: AuditExcerptProps) {
  const t = useText()
  const list = useAuditExcerpt(by)
  const [shown, show] = useState<z.output<typeof AuditEvent> | null>(null)
  const columns = useEventColumns(show)
  if (list.error) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <Table
        variant={isInner ? 'embedded' : 'container'}
        header={
          <Header variant={isInner ? 'h3' : 'h2'} actions={<Link href={paths.audit(by)}>{t('audit.showAll')}</Link>}>
            {title}
          </Header>
        }
        ariaLabels={{ tableLabel: title }}
        items={list.data?.items ?? []}
        trackBy="id"
        columnDefinitions={columns}
        loading={list.isPending}
        loadingText={t('common.loading')}
        empty={t('audit.excerpt.empty')}
        wrapLines
      />
      {shown && <EventDialog event={shown} onClose={() => show(null)} />}
    </>
  )
}
