import { expect, test } from 'vitest'
import type { Money } from '#contract/money.ts'
import { moneyText } from './money-text.ts'

test.each<[Money, string, string]>([
  [{ amount: '1234567.50', currency: 'USD' }, 'en', 'USD 1,234,567.50'],
  [{ amount: '0.05', currency: 'EUR' }, 'de', 'EUR 0,05'],
  [{ amount: '-21.00', currency: 'CNY' }, 'zh-CN', 'CNY −21.00'],
  [{ amount: '1500', currency: 'JPY' }, 'en', 'JPY 1,500'],
  [{ amount: '7', currency: 'USD' }, 'en', 'USD 7.00'],
  [{ amount: '1.5', currency: 'KWD' }, 'en', 'KWD 1.500'],
  [{ amount: '999999999999.99', currency: 'HUF' }, 'en', 'HUF 999,999,999,999.99'],
])('%o in %s is “%s”, digit by digit', (money, language, said) => {
  expect(moneyText(money, language)).toBe(said)
})
