import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import type { Money } from '#contract/money.ts'
import type { AnswerOf } from '#console/api/use-api.ts'
import { type PlainTextKey, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { sumOfMoney } from '#console/ui/sum-of-money.ts'

/** How the total of an order comes about. */
export function OrderTotals({ order: { items, total } }: { order: AnswerOf<'getOrder'> }) {
  const t = useText()
  const sum = (of: 'listPrice' | 'discount') =>
    sumOfMoney(
      items.map((item) => item[of]),
      total.currency,
    )
  const line = (text: PlainTextKey, money: Money) => (
    <div>
      <Box variant="awsui-key-label">{t(text)}</Box>
      <Amount money={money} />
    </div>
  )
  return (
    <ColumnLayout columns={3} minColumnWidth={120}>
      {line('order.listPrice', sum('listPrice'))}
      {line('order.discount', sum('discount'))}
      <div>
        <Box variant="awsui-key-label">{t('orders.total')}</Box>
        <Box variant="strong">
          <Amount money={total} />
        </Box>
      </div>
    </ColumnLayout>
  )
}
