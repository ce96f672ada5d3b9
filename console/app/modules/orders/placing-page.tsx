import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function PlacingPage() {
  const t = useText()
  return <Page title={t('placing.title')}>{null}</Page>
}
