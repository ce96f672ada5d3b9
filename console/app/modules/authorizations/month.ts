/** A month of the calendar, `2026-11`. */
export type Month = string

/** The day of an instant where the reader is, `2026-11-23`. */
export function dayOf(at: string | number): string {
  const instant = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`
}

/** The month that a text names, or the one of this instant. */
export function readMonth(text: string | undefined, now: number): Month {
  return text !== undefined && /^2\d{3}-(0[1-9]|1[0-2])$/.test(text) ? text : dayOf(now).slice(0, 7)
}

/** So many months later, or earlier. */
export function monthsAfter(month: Month, count: number): Month {
  return dayAfter(`${month}-01`, 0, count).slice(0, 7)
}

/** The first and the last day of a month. */
export function daysOf(month: Month): { readonly first: string; readonly last: string } {
  return { first: `${month}-01`, last: dayAfter(`${monthsAfter(month, 1)}-01`, -1) }
}

/** So many days later, or earlier: days are days, whatever clocks do in them. */
export function dayAfter(day: string, days: number, months = 0): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months, date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The weeks of a month, from Monday to Sunday, each with all of its seven days (ISO 8601). */
export function weeksOf(month: Month): string[][] {
  const { first, last } = daysOf(month)
  const sinceMonday = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const weeks: string[][] = []
  for (let monday = dayAfter(first, -sinceMonday); monday <= last; monday = dayAfter(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, days) => dayAfter(monday, days)))
  return weeks
}
