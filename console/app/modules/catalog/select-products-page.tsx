import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function SelectProductsPage() {
  const t = useText()
  return <Page title={t('selectProducts.title')}>{null}</Page>
}
