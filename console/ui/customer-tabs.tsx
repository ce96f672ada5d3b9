import Tabs from '@cloudscape-design/components/tabs'
import type { ReactNode } from 'react'
import { CustomerTab } from '#contract/partners.ts'
import { useSession } from '#console/api/session.ts'
import { useText } from '#console/text/text.tsx'

interface CustomerTabsProps {
  readonly tab: string | undefined
  readonly change: (change: { readonly tab: string | undefined }) => void
  readonly children: ReactNode
}

/** A distributor sees its own customers in one tab and its resellers' in the other; other partners have no tabs. */
export function CustomerTabs({ tab, change, children }: CustomerTabsProps) {
  const t = useText()
  if (useSession().account.partnerKind !== 'distributor') return children
  const own = 'customers'
  const active = tab ?? own
  const content = (id: string) => (id === active ? children : null)
  return (
    <Tabs
      ariaLabel={t('list.whose')}
      activeTabId={active}
      onChange={({ detail }) => change({ tab: detail.activeTabId === own ? undefined : detail.activeTabId })}
      tabs={CustomerTab.options.map((id) => ({
        id,
        label: t(id === own ? 'list.customers' : 'list.resellersCustomers'),
        content: content(id),
      }))}
    />
  )
}
