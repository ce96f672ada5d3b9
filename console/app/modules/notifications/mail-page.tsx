import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function MailPage() {
  const t = useText()
  return <Page title={t('mail.title')}>{null}</Page>
}
