import type { Page } from '#contract/page.ts'
import { refuse } from '#contract/refusals.ts'

/** What a cursor of a list by id holds; also any other key that is made of plain signs. */
const plainKey = /^[\x20-\x7e]{1,250}$/

/** Refuses a cursor that no page of ours gave out. */
export function refuseCursor(): never {
  refuse('bad_request', {
    errors: [{ pointer: '/cursor', code: 'invalid_format', message: 'Must be the nextCursor of the page before' }],
  })
}

/**
 * The key of the last row of the page before; undefined on the first page. `form` is what a key of this list looks
 * like, so that a cursor of another list, or one made up, is refused and never reaches the database.
 */
export function readCursor(cursor: string | undefined, form: RegExp = plainKey): string | undefined {
  if (cursor === undefined) return undefined
  const key = Buffer.from(cursor, 'base64url').toString('utf8')
  return cursorOf(key) === cursor && form.test(key) ? key : refuseCursor()
}

/** A cursor is opaque to the caller: its content may change, and nothing is decided by it but where to go on. */
function cursorOf(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url')
}

/** One page of rows that were asked for with `limit + 1`: the extra row only tells that there is a next page. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => string,
  view: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown[shown.length - 1] : undefined
  return { items: shown.map(view), nextCursor: last === undefined ? null : cursorOf(keyOf(last)) }
}

export interface InstantKey {
  readonly instant: Date
  readonly id: string
}

/** The key of a row in a list that is ordered by an instant, kept to the millisecond, and then by the id. */
export function instantKeyOf(instant: Date, id: string): string {
  return `${instant.getTime()}|${id}`
}

/** The last row of the page before in such a list; undefined on the first page. */
export function readInstantCursor(cursor: string | undefined, idPrefix: string): InstantKey | undefined {
  const key = readCursor(cursor, new RegExp(`^\\d{1,14}\\|${idPrefix}_[0-9a-z]{26}$`))
  const [instant, id] = key?.split('|') ?? []
  return instant !== undefined && id !== undefined ? { instant: new Date(Number(instant)), id } : undefined
}
