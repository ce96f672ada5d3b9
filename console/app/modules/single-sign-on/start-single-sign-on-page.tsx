import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useSend } from '#console/api/use-api.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Door } from '#console/ui/door.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { keepReturnTo } from './kept-return-to.ts'

/** Asks for the e-mail, by whose domain the organization is found, and goes to sign in there. */
export function StartSingleSignOnPage() {
  const t = useText()
  const { returnTo } = useSearch()
  const [email, setEmail] = useState('')
  const [isTried, setTried] = useState(false)
  const start = useSend('startSingleSignOn', { changesReads: false })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (email.trim() === '') return
    const onSuccess = ({ url }: { url: string }) => {
      keepReturnTo(returnTo)
      window.location.assign(url)
    }
    start.mutate({ input: { email: email.trim() } }, { onSuccess })
  }
  return (
    <Door>
      <Page title={t('singleSignOn.title')} description={t('singleSignOn.start.text')}>
        <Container>
          <form onSubmit={send} noValidate>
            <SpaceBetween size="m">
              <ProblemAlert problem={start.error} />
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
                <Button variant="primary" loading={start.isPending || start.isSuccess} formAction="submit">
                  {t('singleSignOn.start.go')}
                </Button>
                <Button variant="link" href={paths.signIn(returnTo === undefined ? {} : { returnTo })}>
                  {t('singleSignOn.start.back')}
                </Button>
              </SpaceBetween>
            </SpaceBetween>
          </form>
        </Container>
      </Page>
    </Door>
  )
}
