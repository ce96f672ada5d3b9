import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function BrokersPage() {
  const t = useText()
  return <Page title={t('brokers.title')}>{null}</Page>
}
