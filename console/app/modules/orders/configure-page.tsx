import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function ConfigurePage() {
  const t = useText()
  return <Page title={t('configure.title')}>{null}</Page>
}
