import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function ResourcesPage() {
  const t = useText()
  return <Page title={t('resources.title')}>{null}</Page>
}
