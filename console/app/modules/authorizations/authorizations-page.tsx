import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function AuthorizationsPage() {
  const t = useText()
  return <Page title={t('authorizations.title')}>{null}</Page>
}
