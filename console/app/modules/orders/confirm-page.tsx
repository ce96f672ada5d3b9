import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function ConfirmPage() {
  const t = useText()
  return <Page title={t('confirm.title')}>{null}</Page>
}
