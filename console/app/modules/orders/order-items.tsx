import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { AnswerOf } from '#console/api/use-api.ts'
import type { CatalogNames } from '#console/api/use-catalog-names.ts'
import { readableCode } from '#console/text/format.ts'
import { useCodeText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { OrderTotals } from './order-totals.tsx'
import { useTermText } from './use-term-text.ts'

type Order = AnswerOf<'getOrder'>
type Item = Order['items'][number]
type Column = TableProps.ColumnDefinition<Item>

const signs: Readonly<Record<Item['state'], StatusIndicatorProps.Type>> = {
  pending: 'pending',
  processing: 'in-progress',
  completed: 'success',
  failed: 'error',
  canceled: 'stopped',
}

/** How products and regions are called; the page asks for them together with the order. */
export interface OrderNames {
  readonly services: CatalogNames
  readonly regions: CatalogNames
}

/** What was ordered, what became of each item, and how its price came about. */
export function OrderItems({ order, names }: { order: Order; names: OrderNames }) {
  const t = useText()
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${order.items.length})`}>
          {t('order.items')}
        </Header>
      }
      ariaLabels={{ tableLabel: t('order.items') }}
      items={order.items}
      trackBy="id"
      columnDefinitions={[...useDescription(names), ...usePrice()]}
      footer={<OrderTotals order={order} />}
      wrapLines
    />
  )
}

function useDescription({ services, regions }: OrderNames): Column[] {
  const t = useText()
  const code = useCodeText()
  const termText = useTermText()
  return [
    {
      id: 'product',
      header: t('orders.product'),
      isRowHeader: true,
      minWidth: 200,
      cell: ({ serviceCode, planName, parameters }) => (
        <>
          {services.nameOf(serviceCode)}
          <Box variant="small" display="block">
            {[planName, ...Object.entries(parameters).map(parameterText)].join(' · ')}
          </Box>
        </>
      ),
    },
    { id: 'region', header: t('orders.region'), cell: ({ region }) => regions.nameOf(region), minWidth: 110 },
    {
      id: 'billingMode',
      header: t('orders.billingMode'),
      minWidth: 130,
      cell: ({ billingMode, period, autoRenew }) => (
        <>
          {code('billingMode', billingMode)}
          {period && (
            <Box variant="small" display="block">
              {termText(period)}
              {' · '}
              {t(autoRenew ? 'order.autoRenew' : 'order.noAutoRenew')}
            </Box>
          )}
        </>
      ),
    },
    { id: 'quantity', header: t('order.quantity'), cell: ({ quantity }) => quantity, minWidth: 90 },
    {
      id: 'state',
      header: t('orders.state'),
      minWidth: 150,
      cell: ({ state, failure }) => (
        <>
          <StatusIndicator type={signs[state] ?? 'info'}>{code('orderItemState', state)}</StatusIndicator>
          {failure !== null && (
            <Box variant="small" display="block">
              {failure}
            </Box>
          )}
        </>
      ),
    },
  ]
}

function usePrice(): Column[] {
  const t = useText()
  const money = (id: 'listPrice' | 'discount' | 'amount', header: string): Column => ({
    id,
    header: (
      <Box textAlign="right" fontWeight="bold">
        {header}
      </Box>
    ),
    minWidth: 120,
    cell: (item) => (
      <Box textAlign="right">
        <Amount money={item[id]} />
      </Box>
    ),
  })
  return [
    money('listPrice', t('order.listPrice')),
    money('discount', t('order.discount')),
    money('amount', t('order.amount')),
  ]
}

function parameterText([name, value]: [string, unknown]): string {
  return `${readableCode(name)}: ${String(value)}`
}
