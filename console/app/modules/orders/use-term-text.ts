import type { Term } from '#contract/time.ts'
import { useText } from '#console/text/text.tsx'

/** A term in words: “3 months”, “1 year”. */
export function useTermText(): (term: Term) => string {
  const t = useText()
  return ({ unit, count }) => t(unit === 'year' ? 'term.years' : 'term.months', { count })
}
