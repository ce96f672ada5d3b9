import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSession } from '#console/api/session.ts'
import { paths, patterns } from '#console/paths.ts'
import { mayOpen } from '#console/app/access.ts'
import { StillActing } from '#console/app/modules/acting/still-acting.tsx'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { CustomerHome } from './customer-home.tsx'
import { OperatorHome } from './operator-home.tsx'
import { PartnerHome } from './partner-home.tsx'

/** What waits for the reader, whoever they are: nothing stands here that is only nice to look at. */
export function HomePage() {
  const t = useText()
  const session = useSession()
  const { kind } = session.account
  const start = {
    partner: { text: t('customers.title'), href: paths.customers() },
    customer: mayOpen(session, 'selectProducts') && { text: t('selectProducts.title'), href: patterns.selectProducts },
    operator: false,
  } as const
  const { [kind]: step } = start
  return (
    <Page
      title={t('home.title')}
      description={t('home.welcome', { account: session.account.name })}
      help="home.help"
      actions={
        step && (
          <Button variant="primary" href={step.href}>
            {step.text}
          </Button>
        )
      }
    >
      {kind === 'partner' && (
        <SpaceBetween size="l">
          <StillActing />
          <PartnerHome />
        </SpaceBetween>
      )}
      {kind === 'customer' && <CustomerHome customerId={session.account.id} />}
      {kind === 'operator' && <OperatorHome />}
    </Page>
  )
}
