import type { Money } from '#contract/money.ts'
import { useLanguage } from '#console/text/text.tsx'
import { moneyText } from './money-text.ts'

/** An amount with its currency, on one line. */
export function Amount({ money }: { money: Money }) {
  const language = useLanguage()
  return <span style={{ whiteSpace: 'nowrap' }}>{moneyText(money, language)}</span>
}
