import type { CustomerId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { useResourceColumns } from '#console/app/modules/resources/use-resource-columns.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { clockNow } from '#console/ui/clock.ts'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ListTable } from '#console/ui/list-table.tsx'
import { localDayAfter } from '#console/ui/local-day.ts'
import Link from '@cloudscape-design/components/link'
import { useState } from 'react'

const days = 30
const mostShown = 5
const columnsShown = ['name', 'product', 'status', 'expires', 'autoRenew']

/** What expires within a month, the next first: what must be renewed, or deliberately is not. */
export function ResourcesToRenew({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const [expiresTo] = useState(() => localDayAfter(clockNow(), days))
  const asked = { billingMode: 'yearly_monthly', expiresTo, sort: 'expiresAt' } as const
  const list = useApi('listCustomerResources', { ...asked, customerId, limit: mostShown })
  const columns = useResourceColumns({ billingMode: asked.billingMode, isPartner: false, hrefOf: paths.customerOrder })
  return (
    <ListTable
      title={t('customer.toRenew', { days })}
      list={list}
      columns={columns.filter(({ id = '' }) => columnsShown.includes(id))}
      actions={<Link href={paths.customer(customerId, { tab: 'resources', ...asked })}>{t('customer.all')}</Link>}
      clear={null}
      empty={<EmptyState title={t('customer.toRenew.none')} text={t('customer.toRenew.none.text', { days })} />}
      more={{ pagination: null, stickyHeader: false }}
    />
  )
}
