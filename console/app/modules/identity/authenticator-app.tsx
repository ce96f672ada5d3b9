import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { type AnswerOf, useSend } from '#console/api/use-api.ts'
import { useLanguage, useText } from '#console/text/text.tsx'
import { instantText } from '#console/ui/instant-text.ts'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { AddAppDialog } from './add-app-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { useStepUp } from './use-step-up.tsx'

/** The authenticator app: whether there is one, and the ways to add it and to take it away. */
export function AuthenticatorApp({ app }: { app: AnswerOf<'getFactors'>['authenticatorApp'] }) {
  const t = useText()
  const language = useLanguage()
  const { show } = useNotices()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const start = useSend('startAuthenticatorApp', { changesReads: false })
  const remove = useSend('removeAuthenticatorApp')
  const [begun, setBegun] = useState<AnswerOf<'startAuthenticatorApp'> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const add = () => attempt(async () => setBegun(await start.mutateAsync({ input: {} })))
  const takeAway = () =>
    attempt(async () => {
      await remove.mutateAsync({ input: {} })
      show({ id: 'app', type: 'success', header: t('security.app.removed') })
    })
  const added = (recoveryCodes: readonly string[]) => {
    setBegun(null)
    setCodes(recoveryCodes)
  }
  return (
    <Container fitHeight header={<Header variant="h2">{t('security.app')}</Header>}>
      <SpaceBetween size="s">
        {app ? (
          <StatusIndicator type="success">
            {t('security.app.since', { at: instantText(app.addedAt, language) })}
          </StatusIndicator>
        ) : (
          <div>{t('security.app.none')}</div>
        )}
        <Button loading={isBusy} onClick={app ? takeAway : add}>
          {t(app ? 'security.app.remove' : 'security.app.add')}
        </Button>
        <ProblemAlert problem={problem} />
      </SpaceBetween>
      {dialog}
      {begun && <AddAppDialog {...begun} onAdded={added} onClose={() => setBegun(null)} />}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Container>
  )
}
