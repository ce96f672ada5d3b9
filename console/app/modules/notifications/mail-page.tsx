import Link from '@cloudscape-design/components/link'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ownApi } from '#console/api/own-api.ts'
import { type SandboxMail, sandboxMailQuery } from '#console/api/sandbox-mail.ts'
import { Loading } from '#console/app/loading.tsx'
import { NotFoundPage } from '#console/app/not-found-page.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { MailDialog } from './mail-dialog.tsx'
import { MailTable } from './mail-table.tsx'

/** The mail of the sandbox: what lets a newcomer, who owns none of these addresses, walk the whole story alone. */
export function MailPage() {
  const t = useText()
  const { to } = useSearch()
  const { data, error, refetch } = useQuery(sandboxMailQuery(to), ownApi.queries)
  const [opened, open] = useState<SandboxMail | null>(null)
  if (data === null) return <NotFoundPage />
  return (
    <Page
      title={t('mail.title')}
      description={t('mail.description')}
      actions={<Link href={paths.signIn()}>{t('mail.signIn')}</Link>}
    >
      {error && !data ? (
        <ProblemAlert problem={error} onRetry={() => void refetch()} />
      ) : data ? (
        <MailTable mails={data} to={to} onOpen={open} />
      ) : (
        <Loading />
      )}
      {opened && <MailDialog mail={opened} onClose={() => open(null)} />}
    </Page>
  )
}
