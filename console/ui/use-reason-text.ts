import { ownApi } from '#console/api/own-api.ts'
import { sessionQuery } from '#console/api/session.ts'
import type { RefusalReason } from '#contract/refusals.ts'
import { useKnownText, useText } from '#console/text/text.tsx'
import { readableCode } from '#console/text/format.ts'

/**
 * One wall as a sentence, also for the reason beside a disabled item. A wall that is not known speaks for itself, and
 * one that nobody can mend has a sentence of its own. Customers have owners where partners have administrators.
 */
export function useReasonText(): (reason: RefusalReason) => string {
  const t = useText()
  const known = useKnownText()
  const isCustomer = ownApi.queries.getQueryData(sessionQuery.queryKey)?.account.kind === 'customer'
  return ({ failed, whoCanMend, how }) => {
    const ofCustomer = isCustomer ? known(`wallWhoOfCustomer.${failed}`) : undefined
    return (
      known(`wallFinal.${failed}`) ??
      t('common.whoCanMend', {
        what: known(`wall.${failed}`) ?? readableCode(failed),
        who: ofCustomer ?? known(`wallWho.${failed}`) ?? whoCanMend,
        how: known(`wallHow.${failed}`) ?? how,
      })
    )
  }
}
