import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { UseQueryResult } from '@tanstack/react-query'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useCustomerContextIfAny } from '#console/app/customer-context.ts'
import { Expiry } from '#console/app/modules/resources/expiry.tsx'
import { paths } from '#console/paths.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'
import { ProblemAlert } from '#console/ui/problem-alert.tsx'
import { ResourceStatus } from '#console/ui/resource-status.tsx'

type Resource = AnswerOf<'listCustomerResources'>['items'][number]

/** Why there is nothing yet. */
const emptyTexts: Readonly<Partial<Record<AnswerOf<'getOrder'>['state'], PlainTextKey>>> = {
  processing: 'order.resources.coming',
  pending_payment: 'order.resources.unpaid',
}

interface OrderResourcesProps {
  readonly order: AnswerOf<'getOrder'>
  readonly list: UseQueryResult<AnswerOf<'listCustomerResources'>>
}

/** What an order has brought into being. */
export function OrderResources({ order: { id: orderId, state }, list }: OrderResourcesProps) {
  const t = useText()
  const context = useCustomerContextIfAny()
  const columns = useColumns()
  if (list.error && !list.data) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
  const items = list.data?.items ?? []
  const modes = items.map(({ billingMode }) => billingMode)
  const all = (context?.paths ?? paths).resources({ orderId, billingMode: modes[0] })
  return (
    <Table
      header={
        <Header
          variant="h2"
          counter={list.data?.nextCursor ? `(${items.length}+)` : `(${items.length})`}
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
      empty={t(emptyTexts[state] ?? 'order.resources.none')}
      columnDefinitions={columns}
      wrapLines
    />
  )
}

function useColumns(): TableProps.ColumnDefinition<Resource>[] {
  const t = useText()
  return [
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
  ]
}
