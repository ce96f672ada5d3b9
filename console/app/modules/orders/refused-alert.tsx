import Alert from '@cloudscape-design/components/alert'
import type { Money } from '#contract/money.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { moneyText } from '#console/ui/money-text.ts'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { isWrongCode } from '#console/ui/wrong-code.ts'
import type { Refused } from './order-draft.ts'
import { thrownProblem } from './thrown-problem.ts'

interface RefusedAlertProps {
  readonly refused: Refused
  /** The price that holds now. */
  readonly total: Money
}

/** Why nothing was ordered when it was confirmed before. A code that was not taken is said at its field. */
export function RefusedAlert({ refused, total }: RefusedAlertProps) {
  const t = useText()
  const language = useLanguage()
  if (!refused) return null
  const { answer, terms } = refused
  const problem = thrownProblem(answer)
  if (isWrongCode(problem)) return null
  if (answer.problem.code !== 'price_changed') return <ProblemAlert problem={problem} />
  const before = moneyText(terms.quotedTotal, language)
  return (
    <Alert type="warning" header={t('confirm.priceChanged.title')}>
      {t('confirm.priceChanged.text', { before, now: moneyText(total, language) })}
    </Alert>
  )
}
