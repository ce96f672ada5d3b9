import type { RefusalReason } from '#contract/refusals.ts'
import { useKnownText, useText } from '#console/text/text.tsx'
import { readableCode } from '#console/text/format.ts'

/** One wall as a sentence, also for the reason beside a disabled item. A wall that is not known speaks for itself. */
export function useReasonText(): (reason: RefusalReason) => string {
  const t = useText()
  const known = useKnownText()
  return ({ failed, whoCanMend, how }) =>
    t('common.whoCanMend', {
      what: known(`wall.${failed}`) ?? readableCode(failed),
      who: known(`wallWho.${failed}`) ?? whoCanMend,
      how: known(`wallHow.${failed}`) ?? how,
    })
}
