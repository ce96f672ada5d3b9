import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function MyAuthorizationPage() {
  const t = useText()
  return <Page title={t('authorization.title')}>{null}</Page>
}
