import type { AuthorizationView } from '#contract/authorizations.ts'
import { useText } from '#console/text/text.tsx'
import { useScopeLimitLines } from '#console/ui/use-scope-lines.ts'

/** The amounts and numbers of an authorization, and what is left of them, for a cell of a table. */
export function AuthorizationLimits({ scope, remaining }: Pick<AuthorizationView, 'scope' | 'remaining'>) {
  const t = useText()
  const lines = useScopeLimitLines(scope, remaining)
  if (lines.length === 0) return t('myPartner.noLimits')
  return lines.map((line) => <div key={line}>{line}</div>)
}
