import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { MailboxLink } from '#console/ui/mailbox-link.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { ChooseAccount } from './choose-account.tsx'
import { LookChoice } from './look-choice.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { type NewSession, type PasswordLogin, SignInForm } from './sign-in-form.tsx'
import { useGoOn } from './use-go-on.ts'

/** Sign in, choose an account where there are several, and go on where one was. */
export function SignInPage() {
  const t = useText()
  const { returnTo, unfinished } = useSearch()
  const [choice, setChoice] = useState<NewSession | null>(null)
  const [login, setLogin] = useState<PasswordLogin | null>(null)
  const title = choice ? 'signIn.chooseAccount' : login ? 'signIn.factor' : 'signIn.title'
  useEffect(() => {
    document.title = `${t('signIn.title')} – ${t('frame.product')}`
  }, [t])
  const goOnFrom = useGoOn()
  const goOn = (session: NewSession) => goOnFrom(session, returnTo)
  const onSignedIn = (session: NewSession) => (session.accounts.length > 1 ? setChoice(session) : goOn(session))
  return (
    <main className="sign-in">
      <SpaceBetween size="l">
        <Box textAlign="center">
          <Box fontSize="display-l" fontWeight="bold">
            {t('frame.product')}
          </Box>
          <Box color="text-body-secondary">{t('signIn.intro')}</Box>
        </Box>
        {unfinished === 'order' && <Alert type="warning">{t('signIn.unfinished')}</Alert>}
        <Container header={<Header variant="h1">{t(title)}</Header>}>
          {choice ? (
            <ChooseAccount session={choice} onChosen={goOn} />
          ) : login ? (
            <SecondFactorForm login={login} onSignedIn={onSignedIn} onBack={() => setLogin(null)} />
          ) : (
            <SpaceBetween size="m">
              <SignInForm
                onSignedIn={onSignedIn}
                onFactorMissing={setLogin}
                wasSignedOut={returnTo !== undefined && returnTo !== paths.home()}
              />
              <PasskeyButton onSignedIn={onSignedIn} />
              <Button fullWidth href={paths.startSingleSignOn(returnTo === undefined ? {} : { returnTo })}>
                {t('signIn.singleSignOn')}
              </Button>
            </SpaceBetween>
          )}
        </Container>
        <LookChoice />
        <Box textAlign="center">
          <MailboxLink />
        </Box>
      </SpaceBetween>
    </main>
  )
}
