import HelpPanel from '@cloudscape-design/components/help-panel'
import { useText } from '#console/text/text.tsx'
import { usePageDescription } from '../page-context.tsx'

/** What there is to know about the page that is open. */
export function Help() {
  const t = useText()
  const { title, help } = usePageDescription()
  const paragraphs = help === null ? [] : t(help).split('\n')
  return (
    <HelpPanel header={<h2>{title === '' ? t('frame.help') : title}</h2>}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </HelpPanel>
  )
}
