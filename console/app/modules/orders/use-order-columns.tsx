import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import type { AnswerOf } from '#console/api/use-api.ts'
import { useServiceNames } from '#console/api/use-catalog-names.ts'
import { type CustomerPaths, paths } from '#console/paths.ts'
import { useCodeText, useLanguage, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { Instant } from '#console/ui/instant.tsx'
import { listText } from '#console/ui/list-text.ts'
import { OrderState } from '#console/ui/order-state.tsx'

type OrderSummary = AnswerOf<'listOrders'>['items'][number]
type Column = TableProps.ColumnDefinition<OrderSummary>

interface OrderColumns {
  readonly isPartner: boolean
  /** Where an order is shown in this tab. */
  readonly hrefOf: CustomerPaths['order']
}

/** The columns of every list of orders; only a partner's says whose they are. */
export function useOrderColumns({ isPartner, hrefOf }: OrderColumns): Column[] {
  const t = useText()
  const code = useCodeText()
  const language = useLanguage()
  const services = useServiceNames()
  const customer: Column = {
    id: 'customer',
    header: t('orders.customer'),
    cell: ({ customerId, customerName }) => <Link href={paths.customer(customerId)}>{customerName}</Link>,
    minWidth: 160,
  }
  return [
    {
      id: 'id',
      header: t('orders.number'),
      isRowHeader: true,
      cell: ({ id, customerId, placedAt }) => (
        <>
          <span className="long-id">
            <Link href={hrefOf(customerId, id)}>{id}</Link>
          </span>
          <Box variant="small" display="block">
            <Instant at={placedAt} />
          </Box>
        </>
      ),
      minWidth: 255,
    },
    ...(isPartner ? [customer] : []),
    { id: 'state', header: t('orders.state'), cell: ({ state }) => <OrderState state={state} />, minWidth: 195 },
    {
      id: 'products',
      header: t('orders.products'),
      cell: ({ serviceCodes, type }) => (
        <>
          {listText(serviceCodes.map(services.nameOf), language)}
          <Box variant="small" display="block">
            {code('orderType', type)}
          </Box>
        </>
      ),
      minWidth: 170,
    },
    ...useTotalAndActor(),
  ]
}

function useTotalAndActor(): Column[] {
  const t = useText()
  const code = useCodeText()
  return [
    {
      id: 'total',
      header: (
        <Box textAlign="right" fontWeight="bold">
          {t('orders.total')}
        </Box>
      ),
      cell: ({ total }) => (
        <Box textAlign="right">
          <Amount money={total} />
        </Box>
      ),
      minWidth: 130,
    },
    {
      id: 'placedBy',
      header: t('orders.placedBy'),
      cell: ({ placedBy, source }) => (
        <>
          {placedBy.memberName}
          {placedBy.onBehalfOf !== null && (
            <Box variant="small" display="block">
              {t('orders.onBehalf', { source: code('orderSource', source) })}
            </Box>
          )}
        </>
      ),
      minWidth: 150,
    },
  ]
}
