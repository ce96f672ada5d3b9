import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { ownApi } from '#console/api/own-api.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { readCode } from '#console/ui/read-code.ts'
import { SubmitButton } from '#console/ui/submit-button.tsx'
import type { NewSession, PasswordLogin } from './sign-in-form.tsx'

interface SecondFactorFormProps {
  /** What was right already; it is sent once more, with the code. */
  readonly login: PasswordLogin
  readonly onSignedIn: (session: NewSession) => void
  readonly onBack: () => void
}

/** The second step of signing in, for whoever has an authenticator app: its code, or a recovery code. */
export function SecondFactorForm({ login, onSignedIn, onBack }: SecondFactorFormProps) {
  const t = useText()
  const [isRecovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async () => {
    setTried(true)
    const typed = readCode(code)
    if (typed === '') return
    setSending(true)
    setProblem(null)
    try {
      const factor = isRecovery ? { recoveryCode: typed } : { authenticatorCode: typed }
      onSignedIn(await ownApi.client.signIn({ ...login, ...factor }))
    } catch (error) {
      setProblem(error)
      setSending(false)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  const change = () => {
    setRecovery(!isRecovery)
    setCode('')
    setTried(false)
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <SpaceBetween size="m">
        <ProblemAlert problem={problem} />
        <FormField
          label={t(isRecovery ? 'signIn.factor.recovery' : 'signIn.factor.app')}
          errorText={isTried && readCode(code) === '' ? t('signIn.factor.missing') : ''}
        >
          <Input
            key={String(isRecovery)}
            autoFocus
            autoComplete="one-time-code"
            inputMode={isRecovery ? 'text' : 'numeric'}
            value={code}
            onChange={({ detail }) => setCode(detail.value)}
          />
        </FormField>
        <SubmitButton variant="primary" loading={isSending} formAction="submit">
          {t('signIn.continue')}
        </SubmitButton>
        <SpaceBetween direction="horizontal" size="m">
          <Button variant="inline-link" formAction="none" onClick={change}>
            {t(isRecovery ? 'signIn.factor.useApp' : 'signIn.factor.useRecovery')}
          </Button>
          <Button variant="inline-link" formAction="none" onClick={onBack}>
            {t('signIn.factor.back')}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </form>
  )
}
