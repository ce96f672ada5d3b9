import Tabs from '@cloudscape-design/components/tabs'
import type { ReactNode } from 'react'
import { BillingMode } from '#contract/catalog.ts'
import { useCodeText, useText } from '#console/text/text.tsx'

interface BillingModeTabsProps {
  readonly billingMode: BillingMode
  readonly change: (change: Readonly<Record<string, string | undefined>>) => void
  readonly children: ReactNode
}

/** What is paid for a period in one tab, what is billed by use in the other: they have other states and columns. */
export function BillingModeTabs({ billingMode, change, children }: BillingModeTabsProps) {
  const t = useText()
  const code = useCodeText()
  // States and expiry are of one tab only, so they do not go over into the other.
  const open = (id: string) =>
    change({ billingMode: id, status: undefined, expiresFrom: undefined, expiresTo: undefined, sort: undefined })
  return (
    <Tabs
      ariaLabel={t('resources.billingMode')}
      activeTabId={billingMode}
      onChange={({ detail }) => open(detail.activeTabId)}
      tabs={BillingMode.options.map((id) => ({
        id,
        label: code('billingMode', id),
        content: id === billingMode ? children : null,
      }))}
    />
  )
}
