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
import { type NewSession, SignInForm } from './sign-in-form.tsx'

/** Sign in, choose an account where there are several, and go on where one was. */
export function SignInPage() {
  const t = useText()
  const navigate = useNavigate()
  const { returnTo, unfinished } = useSearch()
  const [choice, setChoice] = useState<NewSession | null>(null)
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
        <Container
          header={<Header variant="h1">{t(choice === null ? 'signIn.title' : 'signIn.chooseAccount')}</Header>}
        >
          {choice === null ? (
            <SignInForm onSignedIn={onSignedIn} wasSignedOut={returnTo !== undefined && returnTo !== paths.home()} />
          ) : (
            <ChooseAccount session={choice} onChosen={goOn} />
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
