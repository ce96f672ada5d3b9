import { type IdKind, idPrefixes } from '#contract/ids.ts'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'

/** Chance that repeats itself: the same seed gives the same world. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  number(): number
  /** A whole number; both ends are possible. */
  between(least: number, most: number): number
  instant(from: Date, to: Date): Date
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
  pickWeighted<T>(list: readonly T[], weight: (item: T) => number): T
  shuffled<T>(list: readonly T[]): T[]
  /** An id in the form of all ids, which sorts by the time given. */
  id(kind: IdKind, at: Date): string
}

export function chanceFrom(seed: number): Chance {
  const number = mulberry32(seed)
  const between = (least: number, most: number) => least + Math.floor(number() * (most - least + 1))
  return {
    number,
    between,
    instant: (from, to) => new Date(between(from.getTime(), Math.max(from.getTime(), to.getTime()))),
    happens: (probability) => number() < probability,
    pick: (list) => existing(list[between(0, list.length - 1)]),
    pickWeighted: (list, weight) => pickWeighted(number, list, weight),
    shuffled: (list) =>
      list
        .map((item) => ({ item, place: number() }))
        .sort((one, other) => one.place - other.place)
        .map(({ item }) => item),
    id(kind, at) {
      let tail = ''
      for (let place = 0; place < 16; place++) tail += digits[between(0, 31)] ?? ''
      return `${idPrefixes[kind]}_${timeDigits(at)}${tail}`
    },
  }
}

function pickWeighted<T>(number: () => number, list: readonly T[], weight: (item: T) => number): T {
  let sum = 0
  for (const item of list) sum += weight(item)
  let left = number() * sum
  for (const item of list) {
    left -= weight(item)
    if (left < 0) return item
  }
  return existing(list.at(-1))
}

function existing<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}

/** The generator mulberry32: small, quick, and good enough for what nobody must guess right. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function timeDigits(at: Date): string {
  let time = at.getTime()
  let written = ''
  for (let place = 0; place < 10; place++) {
    written = (digits[time % 32] ?? '0') + written
    time = Math.floor(time / 32)
  }
  return written
}
