import { type CodeFamily, useCodeText } from '#console/text/text.tsx'
import type { Choice } from '#console/ui/filter-query.ts'

/** The codes of a set as choices of a filter. */
export function useCodeChoices(): (family: CodeFamily, codes: readonly string[]) => Choice[] {
  const code = useCodeText()
  return (family, codes) => codes.map((value) => ({ value, label: code(family, value) }))
}
