import { randomBytes } from 'node:crypto'
import { idPrefixes } from '#contract/ids.ts'
import type { IdKind } from '#contract/ids.ts'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id such as `ord_` and 26 characters: ten of time in milliseconds, sixteen of chance (80 bits), after the ULID
 * specification. The time is this process's own and only makes ids sortable; nothing is decided by it.
 */
export function newId(kind: IdKind): string {
  let time = Date.now()
  let tail = ''
  for (let place = 0; place < 10; place++) {
    tail = (digits[time % 32] ?? '0') + tail
    time = Math.floor(time / 32)
  }
  const chance = randomBytes(16)
  for (const byte of chance) tail += digits[byte & 31] ?? '0'
  return `${idPrefixes[kind]}_${tail}`
}
