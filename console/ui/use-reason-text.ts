import { useContext } from 'react'
import type { RefusalReason } from '#contract/refusals.ts'
import { readableCode } from '#console/text/format.ts'
import { useKnownText, useText } from '#console/text/text.tsx'
import { WallWordsContext } from './wall-words.ts'

/**
 * One wall as a sentence, also for the reason beside a disabled item: what it allows, and who can mend it from the
 * reader's own view. A wall that is not known speaks for itself.
 */
export function useReasonText(): (reason: RefusalReason) => string {
  const t = useText()
  const known = useKnownText()
  const wordsFor = useContext(WallWordsContext)
  return ({ failed: wall, ...reason }) => {
    const { whoCanMend, how } = reason
    const words = wordsFor?.({ ...reason, wall })
    const what = words?.failed ?? known(`wall.${wall}`) ?? readableCode(wall)
    const all = words?.known ? t('common.withFacts', { what, known: words.known }) : what
    return (
      known(`wallFinal.${wall}`) ??
      t('common.whoCanMend', {
        what: all,
        who: words?.who ?? known(`wallWho.${wall}`) ?? whoCanMend,
        how: words?.how ?? known(`wallHow.${wall}`) ?? how,
      })
    )
  }
}
