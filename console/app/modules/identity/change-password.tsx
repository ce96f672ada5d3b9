import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { useText } from '#console/text/text.tsx'
import { useNotices } from '#console/ui/notices.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { SubmitButton } from '#console/ui/submit-button.tsx'
import { isNewPassword, NewPasswordFields } from './new-password-fields.tsx'
import { useStepUp } from './use-step-up.tsx'

const empty = { first: '', again: '' }

/** Changes the member's password, and with it ends their other sessions. */
export function ChangePassword() {
  const t = useText()
  const { show } = useNotices()
  const { attempt, isBusy, problem, dialog } = useStepUp()
  const change = useSend('changePassword')
  const [currentPassword, setCurrent] = useState('')
  const [chosen, setChosen] = useState(empty)
  const [isTried, setTried] = useState(false)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (currentPassword === '' || !isNewPassword(chosen)) return
    attempt(async () => {
      await change.mutateAsync({ input: { currentPassword, newPassword: chosen.first } })
      setCurrent('')
      setChosen(empty)
      setTried(false)
      show({ id: 'password', type: 'success', header: t('security.password.changed') })
    })
  }
  return (
    <Container
      header={
        <Header variant="h2" description={t('security.password.text')}>
          {t('security.password')}
        </Header>
      }
    >
      <form onSubmit={send} noValidate>
        <SpaceBetween size="m">
          <FormField
            label={t('security.password.current')}
            errorText={isTried && currentPassword === '' ? t('security.password.current.missing') : ''}
          >
            <Input
              type="password"
              autoComplete="current-password"
              value={currentPassword}
              onChange={({ detail }) => setCurrent(detail.value)}
            />
          </FormField>
          <NewPasswordFields value={chosen} onChange={setChosen} isTried={isTried} />
          <ProblemAlert problem={problem} />
          <SubmitButton loading={isBusy} formAction="submit">
            {t('security.password.change')}
          </SubmitButton>
        </SpaceBetween>
      </form>
      {dialog}
    </Container>
  )
}
