import Link from '@cloudscape-design/components/link'
import { useIsSandbox } from '#console/api/installation.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'

/** Where the mail of the sandbox is read, in a tab beside this one; nothing where mail is really sent. */
export function MailboxLink({ to }: { to?: string }) {
  const t = useText()
  if (!useIsSandbox()) return null
  return (
    <Link href={paths.mail({ to })} external externalIconAriaLabel={t('common.opensInNewTab')}>
      {t('common.mailbox')}
    </Link>
  )
}
