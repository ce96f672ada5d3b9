import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ProblemError } from '#sdk/problem-error.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Reasons } from './reasons.tsx'

interface ProblemAlertProps {
  /** What a read or a write has thrown; nothing is shown for none. */
  readonly problem: unknown
  readonly onRetry?: () => void
}

/** Says what went wrong: what it means, what stood in the way, who can mend it, and the id to ask us about. */
export function ProblemAlert({ problem, onRetry }: ProblemAlertProps) {
  const t = useText()
  const code = useCodeText()
  if (problem === null || problem === undefined) return null
  const action = onRetry && <Button onClick={onRetry}>{t('common.tryAgain')}</Button>
  if (!(problem instanceof ProblemError)) {
    return (
      <Alert type="error" header={t('common.noAnswer.title')} action={action}>
        {t('common.noAnswer.text')}
      </Alert>
    )
  }
  const { code: refusal, title, reasons = [], requestId, retryAfter } = problem.problem
  const header = refusal === 'unknown' || refusal === 'internal' ? title : code('refusal', refusal)
  return (
    <Alert type="error" header={header} action={action}>
      <SpaceBetween size="xs">
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {typeof retryAfter === 'number' && <div>{t('common.retryAfter', { seconds: Math.ceil(retryAfter) })}</div>}
        <Box variant="small">{t('common.requestId', { id: requestId })}</Box>
      </SpaceBetween>
    </Alert>
  )
}
