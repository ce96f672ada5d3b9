import { useLanguage } from '#console/text/text.tsx'
import { instantText } from './instant-text.ts'

interface InstantProps {
  readonly at: string
  /** To the second: where it matters what came first. */
  readonly isExact?: boolean
}

/** An instant in the reader's own zone, and in UTC for whoever points at it. */
export function Instant({ at, isExact = false }: InstantProps) {
  const language = useLanguage()
  return (
    <time dateTime={at} title={instantText(at, language, { timeZone: 'UTC', isExact })}>
      {instantText(at, language, { isExact })}
    </time>
  )
}
