import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** The first instant of a date, or of the date after it, where the operator's clocks stand. */
export function midnight(date: string, daysLater: 0 | 1): RawBuilder<Date> {
  return sql`((${date}::date + ${sql.lit(daysLater)})::timestamp at time zone (select time_zone from procura.clock))`
}
