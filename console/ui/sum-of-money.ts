import { type CurrencyCode, minorOf, type Money, moneyOf } from '#contract/money.ts'

/** The sum of amounts of one currency, in whole minor units all the way. */
export function sumOfMoney(amounts: readonly Money[], currency: CurrencyCode): Money {
  return moneyOf(
    amounts.reduce((sum, money) => sum + minorOf(money), 0n),
    currency,
  )
}
