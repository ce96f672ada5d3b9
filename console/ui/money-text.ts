import { currencyExponents, type Money } from '#contract/money.ts'

/**
 * An amount the way the language writes it, with its currency: `USD 1,234.50`. The digits are the server's own, grouped
 * as text: an amount never becomes a floating point number, which could not hold every one of them.
 */
export function moneyText({ amount, currency }: Money, language: string): string {
  const negative = amount.startsWith('-')
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const { group, decimal } = separatorsOf(language)
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, group)
  const exponent = currencyExponents[currency]
  const digits = exponent === 0 ? grouped : `${grouped}${decimal}${fraction.padEnd(exponent, '0')}`
  return `${currency} ${negative ? '−' : ''}${digits}`
}

function separatorsOf(language: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(language).formatToParts(1234567.8)
  const valueOf = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return { group: valueOf('group'), decimal: valueOf('decimal') }
}
