import Tabs from '@cloudscape-design/components/tabs'
import type { ReactNode } from 'react'
import type { CustomerId } from '#contract/ids.ts'
import type { Customer } from '#contract/partners.ts'
import { useText } from '#console/text/text.tsx'
import { useChangeSearch, useSearch } from '#console/ui/use-list-state.ts'
import { CustomerActingTab } from './customer-acting-tab.tsx'
import { CustomerAuthorizationsTab } from './customer-authorizations-tab.tsx'
import { CustomerHistoryTab } from './customer-history-tab.tsx'
import { CustomerOrdersTab } from './customer-orders-tab.tsx'
import { CustomerOverview } from './customer-overview.tsx'
import { CustomerResourcesTab } from './customer-resources-tab.tsx'
import type { Reveal } from './use-reveal.ts'

interface CustomerPageTabsProps {
  readonly customerId: CustomerId
  /** As soon as it has come; the tabs ask for what is theirs meanwhile. */
  readonly customer: Customer | undefined
  readonly reveal: Reveal
}

const tabIds = ['overview', 'orders', 'resources', 'authorizations', 'acting', 'history'] as const
type TabId = (typeof tabIds)[number]

/** What there is to know of a customer, one kind of it to a tab. Which one is open, the URL says. */
export function CustomerPageTabs({ customerId, customer, reveal }: CustomerPageTabsProps) {
  const t = useText()
  const search = useSearch()
  const changeSearch = useChangeSearch()
  const active = tabIds.find((id) => id === search['tab']) ?? 'overview'
  const contents: Readonly<Record<TabId, ReactNode>> = {
    overview: <CustomerOverview customerId={customerId} customer={customer} reveal={reveal} />,
    orders: <CustomerOrdersTab customerId={customerId} />,
    resources: <CustomerResourcesTab customerId={customerId} />,
    authorizations: <CustomerAuthorizationsTab customerId={customerId} />,
    acting: <CustomerActingTab customerId={customerId} />,
    history: <CustomerHistoryTab customerId={customerId} />,
  }
  // Filters and pages are of one tab only, so they do not go over into another.
  const open = (tab: string) =>
    changeSearch({ ...Object.fromEntries(Object.keys(search).map((part) => [part, undefined])), tab })
  return (
    <Tabs
      ariaLabel={t('customer.tabs')}
      activeTabId={active}
      onChange={({ detail }) => open(detail.activeTabId)}
      tabs={tabIds.map((id) => ({
        id,
        label: t(`customer.tab.${id}`),
        content: id === active ? contents[id] : null,
      }))}
    />
  )
}
