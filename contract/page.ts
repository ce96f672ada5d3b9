import { z } from 'zod'
import { queryInteger, text } from './text.ts'

const maxPageSize = 100

/** What every list takes: `limit` up to 100 and the `nextCursor` of the page before. */
export const PageInput = { limit: queryInteger(1, maxPageSize).default(20), cursor: text(400).optional() }

/** What every list answers. `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}
