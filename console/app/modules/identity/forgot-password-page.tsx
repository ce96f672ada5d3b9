import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { MailboxLink } from '#console/ui/mailbox-link.tsx'
import { Door } from '#console/ui/door.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { SubmitButton } from '#console/ui/submit-button.tsx'

/** Has a link mailed by which to set a new password. What it says is the same whether anybody has the address. */
export function ForgotPasswordPage() {
  const t = useText()
  const [email, setEmail] = useState('')
  const [isTried, setTried] = useState(false)
  const ask = useSend('requestPasswordReset', { changesReads: false })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (email.trim() !== '') ask.mutate({ input: { email: email.trim() } })
  }
  return (
    <Door>
      <Page title={t('forgot.title')} description={t('forgot.text')}>
        <Container>
          <form onSubmit={send} noValidate>
            <SpaceBetween size="m">
              {ask.data && (
                <Alert type="success" header={t('forgot.sent')}>
                  {t('forgot.sent.text', { minutes: ask.data.goodForMinutes })} <MailboxLink to={email.trim()} />
                </Alert>
              )}
              <ProblemAlert problem={ask.error} />
              <FormField
                label={t('signIn.email')}
                errorText={isTried && email.trim() === '' ? t('signIn.emailMissing') : ''}
              >
                <Input
                  type="email"
                  autoComplete="username"
                  value={email}
                  onChange={({ detail }) => setEmail(detail.value)}
                />
              </FormField>
              <SpaceBetween direction="horizontal" size="xs">
                <SubmitButton variant="primary" loading={ask.isPending} formAction="submit">
                  {t('forgot.submit')}
                </SubmitButton>
                <Button variant="link" href={paths.signIn()}>
                  {t('forgot.back')}
                </Button>
              </SpaceBetween>
            </SpaceBetween>
          </form>
        </Container>
      </Page>
    </Door>
  )
}
