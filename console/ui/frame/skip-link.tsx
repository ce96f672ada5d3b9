import Button from '@cloudscape-design/components/button'
import { useText } from '#console/text/text.tsx'
import { focusPage } from '../focus-page.ts'

/** The first stop of the keyboard, in sight while it has the focus: past the bars, to the page itself. */
export function SkipLink() {
  const t = useText()
  return (
    <div className="skip-link">
      <Button variant="primary" onClick={focusPage}>
        {t('frame.skip')}
      </Button>
    </div>
  )
}
