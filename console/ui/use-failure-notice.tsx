import { useCallback } from 'react'
import { ProblemError } from '#sdk/problem-error.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { useNotices } from './notices.tsx'
import { Reasons } from './reasons.tsx'

/** Says in the flashbar what went wrong, for actions that have no place on the page to say it. */
export function useFailureNotice(): (error: unknown) => void {
  const t = useText()
  const code = useCodeText()
  const { show } = useNotices()
  return useCallback(
    (error) => {
      if (!(error instanceof ProblemError)) {
        show({ id: 'failure', type: 'error', header: t('common.noAnswer.title'), content: t('common.noAnswer.text') })
        return
      }
      const { code: refusal, reasons } = error.problem
      const content = reasons ? <Reasons reasons={reasons} /> : t('common.requestId', { id: error.problem.requestId })
      show({ id: 'failure', type: 'error', header: code('refusal', refusal), content })
    },
    [t, code, show],
  )
}
