import { useLanguage } from '#console/text/text.tsx'
import { instantText } from './instant-text.ts'

/** An instant in the reader's own zone, and in UTC for whoever points at it. */
export function Instant({ at }: { at: string }) {
  const language = useLanguage()
  return (
    <time dateTime={at} title={instantText(at, language, 'UTC')}>
      {instantText(at, language)}
    </time>
  )
}
