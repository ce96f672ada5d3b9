import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { recoveryCodeCount } from '#contract/factors.ts'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { useStepUp } from './use-step-up.tsx'

const few = 3

/** How many recovery codes are left, and the way to new ones. */
export function RecoveryCodes({ codes }: { codes: AnswerOf<'getFactors'>['recoveryCodes'] }) {
  const t = useText()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const make = useSend('makeRecoveryCodes')
  const [made, setMade] = useState<readonly string[] | null>(null)
  const renew = () => attempt(async () => setMade((await make.mutateAsync({ input: {} })).recoveryCodes))
  return (
    <Container fitHeight header={<Header variant="h2">{t('security.codes')}</Header>}>
      <SpaceBetween size="s">
        {codes === null ? (
          <div>{t('security.codes.none')}</div>
        ) : (
          <>
            <div>{t('security.codes.left', { left: codes.left, count: recoveryCodeCount })}</div>
            {codes.left <= few && <StatusIndicator type="warning">{t('security.codes.few')}</StatusIndicator>}
            <Button loading={isBusy} onClick={renew}>
              {t('security.codes.make')}
            </Button>
          </>
        )}
        <ProblemAlert problem={problem} />
      </SpaceBetween>
      {dialog}
      {made && <RecoveryCodesDialog codes={made} onClose={() => setMade(null)} />}
    </Container>
  )
}
