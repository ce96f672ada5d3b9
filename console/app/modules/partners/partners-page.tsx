import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function PartnersPage() {
  const t = useText()
  return <Page title={t('partners.title')}>{null}</Page>
}
