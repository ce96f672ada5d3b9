import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'

export function ActingEndedPage() {
  const t = useText()
  return <Page title={t('actingEnded.title')}>{null}</Page>
}
