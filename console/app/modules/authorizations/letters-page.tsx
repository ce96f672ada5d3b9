import SpaceBetween from '@cloudscape-design/components/space-between'
import { LetterKind } from '#contract/letters.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { LetterInForce } from './letter-in-force.tsx'

/** The letters that bind partners and customers, every version of each, and the way to a new one. */
export function LettersPage() {
  const t = useText()
  return (
    <Page title={t('letters.title')} description={t('letters.description')} help="letters.help">
      <SpaceBetween size="l">
        {LetterKind.options.map((kind) => (
          <LetterInForce key={kind} kind={kind} />
        ))}
      </SpaceBetween>
    </Page>
  )
}
