import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function HomePage() {
  const t = useText()
  return <Page title={t('home.title')}>{null}</Page>
}
