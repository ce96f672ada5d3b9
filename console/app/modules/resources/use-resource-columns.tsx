import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import type { BillingMode } from '#contract/catalog.ts'
import { useRegionNames, useServiceNames } from '#console/api/use-catalog-names.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { type CustomerPaths, paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { ResourceStatus } from '#console/ui/resource-status.tsx'
import { Expiry } from './expiry.tsx'

type Resource = AnswerOf<'listResources'>['items'][number]
type Column = TableProps.ColumnDefinition<Resource>

interface ResourceColumns {
  readonly billingMode: BillingMode
  readonly isPartner: boolean
  /** Where an order is shown in this tab. */
  readonly hrefOf: CustomerPaths['order']
}

/** The columns of every list of resources; only a partner's says whose they are. */
export function useResourceColumns({ billingMode, isPartner, hrefOf }: ResourceColumns): Column[] {
  const t = useText()
  const expiry = useExpiryColumns()
  const starts: Column[] = [
    {
      id: 'starts',
      header: t('resources.starts'),
      cell: ({ startsAt }) => (startsAt === null ? '–' : <Instant at={startsAt} />),
      minWidth: 150,
    },
  ]
  const customer: Column = {
    id: 'customer',
    header: t('orders.customer'),
    cell: ({ customerId, customerName }) => <Link href={paths.customer(customerId)}>{customerName}</Link>,
    minWidth: 160,
  }
  return [
    {
      id: 'name',
      header: t('resources.name'),
      isRowHeader: true,
      cell: ({ name, id }) => <TwoLines first={name} second={id} />,
      minWidth: 200,
    },
    ...(isPartner ? [customer] : []),
    ...useProductColumns(),
    {
      id: 'status',
      header: t('resources.status'),
      cell: ({ status }) => <ResourceStatus status={status} />,
      minWidth: 130,
    },
    ...(billingMode === 'yearly_monthly' ? expiry : starts),
    {
      id: 'order',
      header: t('resources.order'),
      cell: ({ customerId, orderId }) => (
        <Link href={hrefOf(customerId, orderId)} ariaLabel={t('resources.orderOf', { id: orderId })}>
          {t('resources.viewOrder')}
        </Link>
      ),
      minWidth: 110,
    },
  ]
}

function useProductColumns(): Column[] {
  const t = useText()
  const services = useServiceNames()
  const regions = useRegionNames()
  return [
    {
      id: 'product',
      header: t('orders.product'),
      cell: ({ serviceCode, planName }) => <TwoLines first={services.nameOf(serviceCode)} second={planName} />,
      minWidth: 170,
    },
    {
      id: 'region',
      header: t('orders.region'),
      cell: ({ region, availabilityZone }) => <TwoLines first={regions.nameOf(region)} second={availabilityZone} />,
      minWidth: 130,
    },
  ]
}

function useExpiryColumns(): Column[] {
  const t = useText()
  return [
    {
      id: 'expires',
      header: t('resources.expires'),
      cell: (resource) => <Expiry resource={resource} />,
      minWidth: 150,
    },
    {
      id: 'autoRenew',
      header: t('resources.autoRenew'),
      cell: ({ autoRenew }) => t(autoRenew ? 'resources.on' : 'resources.off'),
      minWidth: 100,
    },
  ]
}

function TwoLines({ first, second }: { first: string; second: string | null }) {
  return (
    <>
      {first}
      {second !== null && (
        <Box variant="small" display="block">
          {second}
        </Box>
      )}
    </>
  )
}
