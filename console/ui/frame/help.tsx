import Button from '@cloudscape-design/components/button'
import HelpPanel from '@cloudscape-design/components/help-panel'
import { useState } from 'react'
import { useText } from '#console/text/text.tsx'
import { usePageDescription } from '../page-context.tsx'
import { FeedbackDialog } from './feedback-dialog.tsx'

/** What there is to know about the page that is open, and a way to say what one thinks of it. */
export function Help() {
  const t = useText()
  const { title, help } = usePageDescription()
  const [isWriting, setWriting] = useState(false)
  const paragraphs = t(help ?? 'frame.help.general').split('\n')
  return (
    <HelpPanel
      header={<h2>{title === '' ? t('frame.help') : title}</h2>}
      footer={
        <Button iconName="contact" onClick={() => setWriting(true)}>
          {t('frame.feedback')}
        </Button>
      }
    >
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {isWriting && <FeedbackDialog onClose={() => setWriting(false)} />}
    </HelpPanel>
  )
}
