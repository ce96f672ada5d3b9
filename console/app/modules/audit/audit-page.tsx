import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function AuditPage() {
  const t = useText()
  return <Page title={t('audit.title')}>{null}</Page>
}
