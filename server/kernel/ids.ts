import { randomBytes } from 'node:crypto'
import { idPrefixes } from '#contract/ids.ts'
import type { IdKind } from '#contract/ids.ts'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const chanceBytes = 16
let chance = Buffer.alloc(0)
let used = 0

/** Chance is drawn for many ids at once: asking for it costs more than it does. */
function drawChance(): Buffer {
  if (used >= chance.length) {
    chance = randomBytes(256 * chanceBytes)
    used = 0
  }
  used += chanceBytes
  return chance.subarray(used - chanceBytes, used)
}

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
  for (const byte of drawChance()) tail += digits[byte & 31] ?? '0'
  return `${idPrefixes[kind]}_${tail}`
}
