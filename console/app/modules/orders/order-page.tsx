import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function OrderPage() {
  const t = useText()
  return <Page title={t('order.title')}>{null}</Page>
}
