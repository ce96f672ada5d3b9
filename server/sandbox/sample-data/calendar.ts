export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}

/** The same day so many months on, or the last of that month when it is shorter. */
export function addMonths(from: Date, months: number): Date {
  const day = from.getUTCDate()
  const moved = new Date(from)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(day, last))
  return moved
}

/** `YYYY-MM` of an instant, in UTC like the clock of a new database. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7)
}

export function startOfMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1))
}

export function earliest(one: Date, other: Date): Date {
  return one < other ? one : other
}

export function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
