import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { forgetEverything } from '#console/api/forget-everything.ts'
import { wasForOther } from '#console/api/last-member.ts'
import { safeReturnTo } from '#console/app/return-to.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { MailboxLink } from '#console/ui/mailbox-link.tsx'
import { useSearch } from '#console/ui/use-list-state.ts'
import { ChooseAccount } from './choose-account.tsx'
import { LookChoice } from './look-choice.tsx'
import { PasskeyButton } from './passkey-button.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { type NewSession, type PasswordLogin, SignInForm } from './sign-in-form.tsx'

/** Sign in, choose an account where there are several, and go on where one was. */
export function SignInPage() {
  const t = useText()
  const navigate = useNavigate()
  const { returnTo, unfinished } = useSearch()
  const [choice, setChoice] = useState<NewSession | null>(null)
  const [login, setLogin] = useState<PasswordLogin | null>(null)
  const title = choice ? 'signIn.chooseAccount' : login ? 'signIn.factor' : 'signIn.title'
  useEffect(() => {
    document.title = `${t('signIn.title')} – ${t('frame.product')}`
  }, [t])
  const goOn = ({ member }: NewSession) => {
    // Whatever was read before belongs to somebody else, or to the same person as a member of another account.
    forgetEverything()
    const href = wasForOther(member.id) ? paths.home() : safeReturnTo(returnTo, window.location.origin)
    void navigate({ href, replace: true })
  }
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
