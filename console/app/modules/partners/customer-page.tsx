import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function CustomerPage() {
  const t = useText()
  return <Page title={t('customer.title')}>{null}</Page>
}
