import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function CatalogPage() {
  const t = useText()
  return <Page title={t('catalog.title')}>{null}</Page>
}
