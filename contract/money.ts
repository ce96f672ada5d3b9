import { z } from 'zod'

/**
 * ISO 4217: how many decimals the minor unit of a currency has. `Intl` is wrong for some (HUF), so the table is ours.
 */
export const currencyExponents = {
  AED: 2,
  AUD: 2,
  BRL: 2,
  CHF: 2,
  CNY: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  HUF: 2,
  INR: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  MXN: 2,
  MYR: 2,
  PLN: 2,
  SGD: 2,
  THB: 2,
  USD: 2,
  ZAR: 2,
} as const

export type CurrencyCode = keyof typeof currencyExponents
export const Currency = z.enum(Object.keys(currencyExponents) as [CurrencyCode, ...CurrencyCode[]])

/** An exact amount in a currency, on the wire: `{"amount": "21.00", "currency": "USD"}`. */
export const Money = z
  .strictObject({ amount: z.string().regex(/^-?\d{1,12}(\.\d{1,3})?$/), currency: Currency })
  .refine(({ amount, currency }) => (amount.split('.')[1]?.length ?? 0) <= currencyExponents[currency], {
    path: ['amount'],
    error: 'Has more decimals than the currency has',
  })
export type Money = z.output<typeof Money>

/** Money that may only be positive, as a limit is. */
export const PositiveMoney = Money.refine(({ amount }) => !amount.startsWith('-') && /[1-9]/.test(amount), {
  path: ['amount'],
  error: 'Must be greater than zero',
})

/** A price for one unit, which may be finer than the currency's minor unit. */
export const Rate = z.strictObject({ amount: z.string().regex(/^\d{1,12}(\.\d{1,8})?$/), currency: Currency })
export type Rate = z.output<typeof Rate>

/** Minor units of an amount on the wire, e.g. 2100n for "21.00" USD. */
export function minorOf({ amount, currency }: Money): bigint {
  const exponent = currencyExponents[currency]
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const minor = BigInt(whole + fraction.padEnd(exponent, '0'))
  return amount.startsWith('-') ? -minor : minor
}

/** The amount on the wire of minor units. */
export function moneyOf(minor: bigint, currency: CurrencyCode): Money {
  const exponent = currencyExponents[currency]
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const amount = exponent === 0 ? whole : `${whole}.${digits.slice(digits.length - exponent)}`
  return { amount: minor < 0n ? `-${amount}` : amount, currency }
}
