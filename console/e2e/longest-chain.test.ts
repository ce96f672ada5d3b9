import { expect, test } from 'vitest'
import { type Asked, longestChain } from './longest-chain.ts'

const asked = (what: string, from: number, to: number): Asked => ({ what, from, to })

test.each<[string, Asked[], string[]]>([
  ['nothing', [], []],
  ['what is asked at once', [asked('a', 0, 5), asked('b', 0, 9), asked('c', 1, 3)], ['a']],
  ['one after the other', [asked('a', 0, 5), asked('b', 5, 9), asked('c', 9, 12)], ['a', 'b', 'c']],
  ['two rounds of several', [asked('a', 0, 5), asked('b', 0, 6), asked('c', 7, 9), asked('d', 8, 20)], ['a', 'c']],
  ['in any order', [asked('c', 9, 12), asked('a', 0, 5), asked('b', 6, 8)], ['a', 'b', 'c']],
  [
    'around a long one',
    [asked('long', 0, 100), asked('a', 0, 5), asked('b', 6, 8), asked('c', 9, 10)],
    ['a', 'b', 'c'],
  ],
])('the longest chain of %s', (_, requests, chain) => {
  expect(longestChain(requests)).toEqual(chain)
})
