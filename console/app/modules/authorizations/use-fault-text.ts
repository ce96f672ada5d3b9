import { type CurrencyCode, moneyOf } from '#contract/money.ts'
import { useText } from '#console/text/text.tsx'
import type { ScopeFault } from './narrow-scope.ts'

const exampleMinor = 50_000n

/** What is wrong with a field of a scope, and how to mend it; empty where nothing is. */
export function useFaultText(currency: CurrencyCode): (fault: ScopeFault | undefined) => string {
  const t = useText()
  return (fault) => {
    if (fault === undefined) return ''
    if (fault === 'amount') return t('process.error.amount', { example: moneyOf(exampleMinor, currency).amount })
    return t(`process.error.${fault}`)
  }
}
