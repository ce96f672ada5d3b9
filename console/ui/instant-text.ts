const fields = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const satisfies Intl.DateTimeFormatOptions

interface InstantForm {
  /** The reader's own, unless it is said. */
  readonly timeZone?: string
  /** To the second. */
  readonly isExact?: boolean
}

/** An instant in the zone of whoever reads it, with the zone's name after it in every language. */
export function instantText(at: string, language: string, { timeZone, isExact = false }: InstantForm = {}): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const seconds = isExact ? ({ second: '2-digit' } as const) : {}
  const instant = new Date(at)
  const text = new Intl.DateTimeFormat(language, { ...fields, ...seconds, ...zone }).format(instant)
  const named = new Intl.DateTimeFormat(language, { ...zone, timeZoneName: 'short' }).formatToParts(instant)
  return `${text} ${named.find(({ type }) => type === 'timeZoneName')?.value ?? ''}`.trimEnd()
}

/** A calendar date (`2026-11-23`), which is the same day in every zone. */
export function dateText(on: string, language: string): string {
  const { year, month, day } = fields
  return new Intl.DateTimeFormat(language, { year, month, day, timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`))
}
