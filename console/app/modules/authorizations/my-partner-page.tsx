import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useApi } from '#console/api/use-api.ts'
import { AccessHistory } from '#console/app/modules/acting/access-history.tsx'
import { useCustomerContext } from '#console/app/customer-context.ts'
import { useText } from '#console/text/text.tsx'
import { Page } from '#console/ui/page.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import { Association } from './association.tsx'
import { MyAuthorizations } from './my-authorizations.tsx'
import { PendingRequests } from './pending-requests.tsx'

/** The customer's side: with whom it is associated, what it allows them, and what they did with it. */
export function MyPartnerPage() {
  const t = useText()
  const { customerId } = useCustomerContext()
  const { tab = 'authorizations' } = useSearch()
  const changeSearch = useChangeSearch()
  const customer = useApi('getCustomer', { customerId })
  const tabs = [
    { id: 'authorizations', label: t('myPartner.tab.authorizations'), content: <MyAuthorizations /> },
    { id: 'access', label: t('myPartner.tab.access'), content: <AccessHistory customerId={customerId} /> },
  ]
  const change = (chosen: string) =>
    changeSearch({ tab: chosen === 'authorizations' ? undefined : chosen, cursor: undefined, state: undefined })
  return (
    <Page title={t('myPartner.title')} description={t('myPartner.description')} help="myPartner.help">
      <SpaceBetween size="l">
        <ProblemAlert problem={customer.error} onRetry={() => void customer.refetch()} />
        <PendingRequests />
        <Association customer={customer.data} />
        <Tabs
          ariaLabel={t('myPartner.title')}
          tabs={tabs}
          activeTabId={tabs.some(({ id }) => id === tab) ? tab : 'authorizations'}
          onChange={({ detail }) => change(detail.activeTabId)}
        />
      </SpaceBetween>
    </Page>
  )
}
