import { useState } from 'react'
import type { sensitiveColumns } from '#contract/partners.ts'

export type SensitiveColumn = (typeof sensitiveColumns)[number]

export interface Reveal {
  readonly shown: readonly SensitiveColumn[]
  readonly toggle: (column: SensitiveColumn) => void
  /** What the API is asked to show; nothing while every column is masked. */
  readonly input: { readonly reveal?: string }
}

/** Which sensitive columns somebody looks at. It lasts as long as the page, and each look is in the audit log. */
export function useReveal(): Reveal {
  const [shown, setShown] = useState<readonly SensitiveColumn[]>([])
  const toggle = (column: SensitiveColumn) =>
    setShown((before) => (before.includes(column) ? before.filter((one) => one !== column) : [...before, column]))
  return { shown, toggle, input: shown.length === 0 ? {} : { reveal: shown.join(',') } }
}
