import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function MyPartnerPage() {
  const t = useText()
  return <Page title={t('myPartner.title')}>{null}</Page>
}
