import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { type AnswerOf, useApi } from '#console/api/use-api.ts'
import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { Expiry } from '#console/app/modules/resources/expiry.tsx'
import { paths } from '#console/paths.ts'
import { useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ResourceStatus } from '#console/ui/resource-status.tsx'

type Order = AnswerOf<'getOrder'>

/** More than that one order can bring into being; the list of resources shows the rest. */
const maxShown = 100

/** What an order has brought into being. While it is processed they are asked for with it. */
export function OrderResources({ order: { id: orderId, customerId, state } }: { order: Order }) {
  const t = useText()
  const context = useCustomerContextIfAny()
  const everyMs = state === 'processing' ? resourcesMs : undefined
  const list = useApi(
    'listCustomerResources',
    { customerId, orderId, limit: maxShown },
    everyMs === undefined ? {} : { everyMs },
  )
  const items = list.data?.items ?? []
  if (list.error && !list.data) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
  const modes = items.map(({ billingMode }) => billingMode)
  const all = (context?.paths ?? paths).resources({ orderId, billingMode: modes[0] })
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={list.data?.nextCursor ? `(${maxShown}+)` : `(${items.length})`}
          actions={items.length > 0 && <Link href={all}>{t('order.resources.all')}</Link>}
        >
          {t('order.resources')}
        </Header>
      }
      ariaLabels={{ tableLabel: t('order.resources') }}
      items={items}
      trackBy="id"
      loading={list.isLoading}
      loadingText={t('common.loading')}
      empty={t(state === 'processing' ? 'order.resources.coming' : 'order.resources.none')}
      columnDefinitions={[
        { id: 'name', header: t('resources.name'), isRowHeader: true, cell: ({ name }) => name, minWidth: 160 },
        {
          id: 'status',
          header: t('resources.status'),
          cell: ({ status }) => <ResourceStatus status={status} />,
          minWidth: 120,
        },
        { id: 'plan', header: t('resources.plan'), cell: ({ planName }) => planName, minWidth: 140 },
        {
          id: 'expires',
          header: t('resources.expires'),
          cell: (resource) => <Expiry resource={resource} />,
          minWidth: 150,
        },
        { id: 'id', header: t('resources.id'), cell: ({ id }) => id, minWidth: 160 },
      ]}
      wrapLines
    />
  )
}

const resourcesMs = 3_000
