import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function AccountPage() {
  const t = useText()
  return <Page title={t('account.title')}>{null}</Page>
}
