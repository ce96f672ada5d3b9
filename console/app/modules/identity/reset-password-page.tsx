import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLocation } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Door } from '#console/ui/door.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { SubmitButton } from '#console/ui/submit-button.tsx'
import { isNewPassword, NewPasswordFields } from './new-password-fields.tsx'

/** Where a mailed link leads: a new password. The token stands behind the `#`, which browsers send to nobody. */
export function ResetPasswordPage() {
  const t = useText()
  const token = useLocation().hash
  const [chosen, setChosen] = useState({ first: '', again: '' })
  const [isTried, setTried] = useState(false)
  const reset = useSend('resetPassword', { changesReads: false })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isNewPassword(chosen)) reset.mutate({ input: { token, newPassword: chosen.first } })
  }
  return (
    <Door>
      <Page title={t('reset.title')}>
        {reset.isSuccess ? (
          <Alert
            type="success"
            header={t('reset.done')}
            action={<Button href={paths.signIn()}>{t('reset.signIn')}</Button>}
          >
            {t('reset.done.text')}
          </Alert>
        ) : (
          <Container>
            <form onSubmit={send} noValidate>
              <SpaceBetween size="m">
                <ProblemAlert problem={reset.error} />
                <NewPasswordFields value={chosen} onChange={setChosen} isTried={isTried} />
                <SpaceBetween direction="horizontal" size="xs">
                  <SubmitButton variant="primary" loading={reset.isPending} formAction="submit">
                    {t('reset.submit')}
                  </SubmitButton>
                  <Button variant="link" href={paths.forgotPassword()}>
                    {t('signIn.forgot')}
                  </Button>
                </SpaceBetween>
              </SpaceBetween>
            </form>
          </Container>
        )}
      </Page>
    </Door>
  )
}
