import { expect, test } from 'vitest'
import { listCustomers } from '#contract/partners.ts'
import { changedSearch, readSearch } from './read-search.ts'

test('what the operation would take is read from the URL, and what it would refuse is left out', () => {
  const search = { name: 'Acme', limit: '5000', budgetUsageMin: '75', sort: 'colour', autoFrozen: 'true', other: 'x' }
  expect(readSearch(listCustomers.input, search)).toEqual({ name: 'Acme', budgetUsageMin: '75', autoFrozen: 'true' })
})

test('a search is changed part by part, and undefined takes a part out', () => {
  expect(changedSearch({ name: 'a', cursor: 'c' }, { cursor: undefined, tag: 'b' })).toEqual({ name: 'a', tag: 'b' })
})
