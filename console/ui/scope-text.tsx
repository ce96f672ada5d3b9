import type { Scope } from '#contract/authorizations.ts'
import { type Remaining, useScopeLines } from './use-scope-lines.ts'

interface ScopeTextProps {
  readonly scope: Scope
  /** What is left of the limits; without it only the limits themselves are said. */
  readonly remaining?: Remaining
}

/** What an authorization allows, in plain words and money. */
export function ScopeText({ scope, remaining = null }: ScopeTextProps) {
  const lines = useScopeLines(scope, remaining)
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
