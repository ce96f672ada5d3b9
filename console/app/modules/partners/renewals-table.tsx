import Link from '@cloudscape-design/components/link'
import type { CustomerId } from '#contract/ids.ts'
import { useApi } from '#console/api/use-api.ts'
import { useResourceColumns } from '#console/app/modules/resources/use-resource-columns.tsx'
import { renewDays as days, toRenew } from '#console/app/modules/resources/to-renew.ts'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { EmptyState } from '#console/ui/empty-state.tsx'
import { ListTable } from '#console/ui/list-table.tsx'

const mostShown = 5
const columnsShown = ['name', 'product', 'status', 'expires', 'autoRenew']

/** What of a customer is to be renewed, with its state. */
export function RenewalsTable({ customerId }: { customerId: CustomerId }) {
  const t = useText()
  const asked = toRenew()
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
