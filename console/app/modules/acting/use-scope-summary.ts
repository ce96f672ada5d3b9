import type { ActingSession } from '#console/api/acting-session.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { listText } from '#console/ui/list-text.ts'
import { useScopeLimitLines } from '#console/ui/use-scope-lines.ts'

/** What an authorization allows to buy, and what is left of its limits, in one line. */
export function useScopeSummary({ scope, remaining }: Pick<ActingSession, 'scope' | 'remaining'>): string {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const limits = useScopeLimitLines(scope, remaining)
  const { actions, serviceFamilies = [] } = scope
  const allowed = listText(
    actions.map((action) => code('scopeActionShort', action)),
    language,
  )
  const families = listText(
    serviceFamilies.map((family) => code('serviceFamily', family)),
    language,
  )
  const products = serviceFamilies.length === 0 ? [] : [t('scope.products', { families })]
  // What begins a line elsewhere stands in the middle of a sentence here.
  const parts = [...products, ...limits].map((line) => line.charAt(0).toLocaleLowerCase(language) + line.slice(1))
  return [allowed, ...parts].join(t('acting.between'))
}
