import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** The signs that `like` reads as more than themselves stand for themselves. */
export function escapedForLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/**
 * Whether a text stands anywhere in a column, whatever the case of its letters and in any script: the database's own
 * locale may know ASCII only.
 */
export function contains(column: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const pattern = `%${escapedForLike(text)}%`
  return sql`lower(${column} collate "und-x-icu") like lower(${pattern}::text collate "und-x-icu")`
}
