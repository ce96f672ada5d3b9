import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { stepUpMinutes } from '#contract/verification.ts'
import { signWithPasskey } from '#console/api/passkey-browser.ts'
import { type SentTo, useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemError } from '#sdk/problem-error.ts'
import { ProblemAlert } from './problem-alert.tsx'
import { readCode } from './read-code.ts'

/** What proves more than a mailed code does. */
export type BetterWay = 'passkey' | 'app' | 'recovery'

interface FactorFieldProps {
  readonly way: BetterWay
  readonly isDone: boolean
  /** Whether it is said that this is still to be done. */
  readonly isMissing: boolean
  readonly onDone: () => void
}

/** Steps this session up by one factor: a code of the app, a recovery code, or a passkey. */
export function FactorField({ way, isDone, isMissing, onDone }: FactorFieldProps) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const start = useSend('startPasskeyStepUp', { changesReads: false })
  const stepUp = useSend('stepUp', { changesReads: false })
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const prove = async (make: () => Promise<SentTo<'stepUp'>>) => {
    setAsking(true)
    setProblem(null)
    try {
      await stepUp.mutateAsync({ input: await make() })
      onDone()
    } catch (error) {
      setProblem(error)
    } finally {
      setAsking(false)
    }
  }
  const byPasskey = async () => ({ passkey: await signWithPasskey(await start.mutateAsync({ input: {} })) })
  const byCode = async () => {
    const code = readCode(typed)
    return way === 'app' ? { authenticatorCode: code } : { recoveryCode: code }
  }
  if (isDone) return <StatusIndicator type="success">{t('stepUp.done', { minutes: stepUpMinutes })}</StatusIndicator>
  const errorText = isMissing && problem === null ? t('stepUp.first') : ''
  const confirm = (
    <Button loading={isAsking} onClick={() => void prove(way === 'passkey' ? byPasskey : byCode)}>
      {t(way === 'passkey' ? 'stepUp.usePasskey' : 'stepUp.check')}
    </Button>
  )
  return (
    <SpaceBetween size="xs">
      {way === 'passkey' ? (
        <FormField label={t('stepUp.passkey')} description={t('stepUp.passkey.hint')} errorText={errorText}>
          {confirm}
        </FormField>
      ) : (
        <FormField
          label={t(`stepUp.${way}`)}
          description={t(`stepUp.${way}.hint`)}
          errorText={errorText}
          secondaryControl={confirm}
        >
          <Input
            value={typed}
            autoComplete="one-time-code"
            inputMode={way === 'app' ? 'numeric' : 'text'}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
      )}
      {problem instanceof ProblemError || problem === null ? (
        <ProblemAlert problem={problem} />
      ) : (
        <Alert type="error">{t('stepUp.passkey.failed')}</Alert>
      )}
    </SpaceBetween>
  )
}
