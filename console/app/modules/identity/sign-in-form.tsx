import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { ownApi } from '#console/api/own-api.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ProblemError } from '#sdk/problem-error.ts'
import { SubmitButton } from '#console/ui/submit-button.tsx'

export type NewSession = AnswerOf<'signIn'>

/** What somebody signs in with who has no more than a password. */
export interface PasswordLogin {
  readonly email: string
  readonly password: string
}

interface SignInFormProps {
  readonly onSignedIn: (session: NewSession) => void
  /** The password is right, and the person has an authenticator app. */
  readonly onFactorMissing: (login: PasswordLogin) => void
  /** Says why somebody who was at work a moment ago is asked again. */
  readonly wasSignedOut: boolean
}

export function SignInForm({ onSignedIn, onFactorMissing, wasSignedOut }: SignInFormProps) {
  const t = useText()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async () => {
    setTried(true)
    if (email === '' || password === '') return
    setSending(true)
    setProblem(null)
    try {
      onSignedIn(await ownApi.client.signIn({ email: email.trim(), password }))
    } catch (error) {
      if (isFactorMissing(error)) onFactorMissing({ email: email.trim(), password })
      else setProblem(error)
    } finally {
      setSending(false)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Form
        actions={
          <SubmitButton variant="primary" loading={isSending} formAction="submit">
            {t('signIn.submit')}
          </SubmitButton>
        }
      >
        <SpaceBetween size="m">
          {wasSignedOut && problem === null && <Alert type="info">{t('signIn.expired')}</Alert>}
          <ProblemAlert problem={problem} />
          <FormField label={t('signIn.email')} errorText={isTried && email === '' ? t('signIn.emailMissing') : ''}>
            <Input
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              value={email}
              onChange={({ detail }) => setEmail(detail.value)}
            />
          </FormField>
          <FormField
            label={t('signIn.password')}
            errorText={isTried && password === '' ? t('signIn.passwordMissing') : ''}
          >
            <Input
              type="password"
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={({ detail }) => setPassword(detail.value)}
            />
          </FormField>
          <Button variant="inline-link" href={paths.forgotPassword()}>
            {t('signIn.forgot')}
          </Button>
        </SpaceBetween>
      </Form>
    </form>
  )
}

function isFactorMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'factor_missing'
}
