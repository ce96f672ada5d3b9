import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { Appearance } from './appearance.tsx'
import { CurrentSession } from './current-session.tsx'
import { OtherAccounts } from './other-accounts.tsx'
import { WhoIAm } from './who-i-am.tsx'

/** The member's own page: who they are in which account, how the console looks to them, and the way out. */
export function AccountPage() {
  const t = useText()
  return (
    <Page
      title={t('account.title')}
      description={t('account.description')}
      help="account.help"
      actions={<Button href={paths.security()}>{t('security.title')}</Button>}
    >
      <SpaceBetween size="l">
        <WhoIAm />
        <Appearance />
        <ColumnLayout columns={2}>
          <OtherAccounts />
          <CurrentSession />
        </ColumnLayout>
      </SpaceBetween>
    </Page>
  )
}
