import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function ResellersPage() {
  const t = useText()
  return <Page title={t('resellers.title')}>{null}</Page>
}
