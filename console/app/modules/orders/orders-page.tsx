import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function OrdersPage() {
  const t = useText()
  return <Page title={t('orders.title')}>{null}</Page>
}
