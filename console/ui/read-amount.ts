import { type CurrencyCode, Money } from '#contract/money.ts'

/** `1,200.50` as people type it, with commas between thousands; `1,2` is nothing that could be meant for sure. */
const typed = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/

/** What was typed as an amount of a currency; null when it is none, or has more decimals than the currency has. */
export function readAmount(text: string, currency: CurrencyCode): Money | null {
  const trimmed = text.trim()
  if (!typed.test(trimmed)) return null
  const read = Money.safeParse({ amount: trimmed.replaceAll(',', ''), currency })
  return read.success ? read.data : null
}
