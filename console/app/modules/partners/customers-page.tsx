import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function CustomersPage() {
  const t = useText()
  return <Page title={t('customers.title')}>{null}</Page>
}
