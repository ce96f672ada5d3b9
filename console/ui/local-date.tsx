import { useLanguage } from '#console/text/text.tsx'
import { dateText } from './instant-text.ts'

/** A calendar date, spelled out. */
export function LocalDate({ on }: { on: string }) {
  return <time dateTime={on}>{dateText(on, useLanguage())}</time>
}
