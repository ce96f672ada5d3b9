import { describe, expect, test } from 'vitest'
import { formOf, isChanged, readForm, withdrawnBy } from './permission-form.ts'
import type { Reseller } from './reseller.ts'

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const
const permission = { actOnBehalf: true, freeze: false, setBudgets: true, budgetQuota: usd('500.00') }
const reseller = { permission, budgets: usd('120.50') } as Reseller
const form = formOf(reseller)

describe('the permissions of a reseller', () => {
  test('stand in the form as they are, and unchanged ask for nothing new', () => {
    expect(form).toEqual({ actOnBehalf: true, freeze: false, setBudgets: true, hasQuota: true, quota: '500.00' })
    expect(readForm(form, reseller)).toEqual({ permission })
    expect(isChanged(permission, reseller)).toBe(false)
    expect(isChanged({ ...permission, budgetQuota: usd('500') }, reseller)).toBe(false)
    expect(isChanged({ ...permission, budgetQuota: null }, reseller)).toBe(true)
    expect(isChanged({ ...permission, freeze: true }, reseller)).toBe(true)
  })

  test('without a quota need no amount', () => {
    const read = readForm({ ...form, hasQuota: false, quota: 'whatever' }, reseller)
    expect(read).toEqual({ permission: { ...permission, budgetQuota: null } })
  })

  test.each([
    ['', 'noAmount'],
    ['12,5', 'noAmount'],
    ['-200', 'noAmount'],
    ['200.123', 'noAmount'],
    ['120.49', 'belowUse'],
  ])('with the quota “%s” are refused as %s', (quota, fault) => {
    expect(readForm({ ...form, quota }, reseller)).toEqual({ fault })
  })

  test('may have a quota of all that is given out', () => {
    expect(readForm({ ...form, quota: ' 120.50 ' }, reseller)).toMatchObject({
      permission: { budgetQuota: usd('120.50') },
    })
  })

  test('are withdrawn only where they were given', () => {
    const nothing = { ...form, actOnBehalf: false, freeze: false, setBudgets: false }
    expect(withdrawnBy(nothing, reseller)).toEqual(['actOnBehalf', 'setBudgets'])
    expect(withdrawnBy(form, reseller)).toEqual([])
  })
})
