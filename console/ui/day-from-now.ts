import { clockNow } from './clock.ts'

const dayMs = 86_400_000

/** The calendar date so many days from today, for filters that say “soon” or “lately”. */
export function dayFromNow(days: number): string {
  return new Date(clockNow() + days * dayMs).toISOString().slice(0, 10)
}
