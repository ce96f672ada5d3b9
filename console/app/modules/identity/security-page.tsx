import Alert from '@cloudscape-design/components/alert'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useFactors } from '#console/api/factors.ts'
import { useSession } from '#console/api/session.ts'
import { Loading } from '#console/app/loading.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { AuthenticatorApp } from './authenticator-app.tsx'
import { ChangePassword } from './change-password.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { Passkeys } from './passkeys.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** Where the member is signed in, and by what they prove who they are. */
export function SecurityPage() {
  const t = useText()
  const { singleSignOn } = useSession()
  const factors = useFactors()
  return (
    <Page
      title={t('security.title')}
      description={t('security.description')}
      crumbs={[{ text: t('account.title'), href: paths.account() }]}
      help="security.help"
    >
      <SpaceBetween size="l">
        {singleSignOn && (
          <Alert type="info" header={t('singleSignOn.session')}>
            {t('singleSignOn.session.text')}
          </Alert>
        )}
        <OwnSessions />
        {singleSignOn ? null : factors.data ? (
          <SpaceBetween size="l">
            <ColumnLayout columns={2}>
              <AuthenticatorApp app={factors.data.authenticatorApp} />
              <RecoveryCodes codes={factors.data.recoveryCodes} />
            </ColumnLayout>
            <Passkeys passkeys={factors.data.passkeys} />
          </SpaceBetween>
        ) : factors.error ? (
          <ProblemAlert problem={factors.error} onRetry={() => void factors.refetch()} />
        ) : (
          <Loading />
        )}
        {!singleSignOn && <ChangePassword />}
      </SpaceBetween>
    </Page>
  )
}
