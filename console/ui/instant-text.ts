const fields = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const satisfies Intl.DateTimeFormatOptions

/** An instant in the zone of whoever reads it, with the zone's name. */
export function instantText(at: string, language: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  return new Intl.DateTimeFormat(language, { ...fields, ...zone, timeZoneName: 'short' }).format(new Date(at))
}

/** A calendar date (`2026-11-23`), which is the same day in every zone. */
export function dateText(on: string, language: string): string {
  const { year, month, day } = fields
  return new Intl.DateTimeFormat(language, { year, month, day, timeZone: 'UTC' }).format(new Date(`${on}T00:00:00Z`))
}
