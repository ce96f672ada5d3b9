import { describe, expect, test } from 'vitest'
import { type FilterField, noSearch, queryOf, replacedIn, searchOf } from './filter-query.ts'

const fields: readonly FilterField[] = [
  { kind: 'text', name: 'customerName', label: 'Customer' },
  { kind: 'text', name: 'orderId', label: 'Order No.', exact: true },
  { kind: 'choice', name: 'type', label: 'Type', choices: [] },
  { kind: 'choice', name: 'state', label: 'Status', choices: [], many: true },
  { kind: 'days', label: 'Ordered on', from: 'placedFrom', to: 'placedTo' },
  { kind: 'days', label: 'Valid until', to: 'validUntilTo' },
  { kind: 'numbers', label: 'Usage', from: 'usageMin', to: 'usageMax' },
]
const nothing = {
  customerName: undefined,
  orderId: undefined,
  type: undefined,
  state: undefined,
  placedFrom: undefined,
  placedTo: undefined,
  validUntilTo: undefined,
  usageMin: undefined,
  usageMax: undefined,
}

describe('the filter of a list', () => {
  test('shows what the URL asks for, and asks for what it shows', () => {
    const asked = {
      customerName: 'Acme',
      orderId: 'ord_1',
      type: 'renewal',
      state: 'failed,canceled',
      placedFrom: '2026-11-01',
      placedTo: '2026-11-30',
      validUntilTo: '2026-12-31',
      usageMin: '75',
      usageMax: '99.5',
    }
    const query = queryOf(fields, { ...asked, limit: 20 })
    expect(query.tokens).toEqual([
      { propertyKey: 'customerName', operator: ':', value: 'Acme' },
      { propertyKey: 'orderId', operator: '=', value: 'ord_1' },
      { propertyKey: 'type', operator: '=', value: 'renewal' },
      { propertyKey: 'state', operator: '=', value: ['failed', 'canceled'] },
      { propertyKey: 'placedFrom', operator: '>=', value: '2026-11-01' },
      { propertyKey: 'placedFrom', operator: '<=', value: '2026-11-30' },
      { propertyKey: 'validUntilTo', operator: '<=', value: '2026-12-31' },
      { propertyKey: 'usageMin', operator: '>=', value: '75' },
      { propertyKey: 'usageMin', operator: '<=', value: '99.5' },
    ])
    expect(searchOf(fields, query)).toEqual(asked)
  })

  test('takes out of the URL what was taken out of it', () => {
    expect(noSearch(fields)).toEqual(nothing)
    const left = { tokens: [{ propertyKey: 'type', operator: '=', value: 'change' }], operation: 'and' } as const
    expect(searchOf(fields, left)).toEqual({ ...nothing, type: 'change' })
  })

  test('the later of two values holds where there can be one only', () => {
    const tokens = ['renewal', 'change'].map((value) => ({ propertyKey: 'type', operator: '=', value }) as const)
    expect(searchOf(fields, { tokens, operation: 'and' })).toEqual({ ...nothing, type: 'change' })
    expect(replacedIn(fields, { tokens, operation: 'and' }).map(({ label }) => label)).toEqual(['Type'])
  })

  test('a first and a last value of one field do not take each other’s place', () => {
    const from = { propertyKey: 'placedFrom', operator: '>=', value: '2026-11-01' } as const
    const to = { propertyKey: 'placedFrom', operator: '<=', value: '2026-11-30' } as const
    expect(replacedIn(fields, { tokens: [from, to], operation: 'and' })).toEqual([])
    const labels = replacedIn(fields, { tokens: [from, to, to], operation: 'and' }).map(({ label }) => label)
    expect(labels).toEqual(['Ordered on'])
  })

  test('words that name no field are for the one that takes them, or for none', () => {
    const query = { tokens: [{ operator: ':', value: 'Acme' }], operation: 'and' } as const
    expect(searchOf(fields, query, 'customerName')).toEqual({ ...nothing, customerName: 'Acme' })
    expect(searchOf(fields, query)).toEqual(nothing)
  })

  test('no value of many means that it is not asked for', () => {
    const tokens = [{ propertyKey: 'state', operator: '=', value: [] }] as const
    expect(searchOf(fields, { tokens, operation: 'and' })).toEqual(nothing)
  })
})
