import Box from '@cloudscape-design/components/box'
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { minorOf, type Money, moneyOf } from '#contract/money.ts'
import { estimateHours } from '#contract/orders.ts'
import { RichText, useText } from '#console/text/text.tsx'
import { Amount } from '#console/ui/amount.tsx'
import { sumOfMoney } from '#console/ui/sum-of-money.ts'
import { monthlyEstimate } from './monthly-estimate.ts'
import type { Quote } from './use-quote.ts'

type Pair = KeyValuePairsProps.Pair

/** What a quote says: list price, discount and total, the estimate of what is billed by use, and what limits keep. */
export function QuoteLines({ quote, columns }: { quote: Quote; columns: number }) {
  return <KeyValuePairs columns={columns} items={[...usePriceLines(quote), ...useEffectLines(quote)]} />
}

function usePriceLines(quote: Quote): Pair[] {
  const t = useText()
  const { items, total } = quote
  const { currency } = total
  const estimate = monthlyEstimate(quote)
  const listPrice = sumOfMoney(
    items.map((item) => item.listPrice),
    currency,
  )
  const discount = items.reduce((sum, item) => sum + minorOf(item.discount), 0n)
  const lines: Pair[] = []
  if (discount > 0n)
    lines.push(
      { label: t('summary.listPrice'), value: <Amount money={listPrice} /> },
      { label: t('summary.discount'), value: <Amount money={moneyOf(-discount, currency)} /> },
    )
  lines.push({
    label: t('summary.total'),
    value: (
      <Box variant="h2" tagOverride="span">
        <Amount money={total} />
      </Box>
    ),
  })
  if (estimate)
    lines.push({
      label: t('summary.estimate'),
      value: (
        <>
          <Amount money={estimate} />
          <Box variant="small" display="block">
            {t('summary.estimate.hint', { hours: estimateHours })}
          </Box>
        </>
      ),
    })
  return lines
}

function useEffectLines({ effects: { budget, authorizationMonth, quota } }: Quote): Pair[] {
  const t = useText()
  const lines: Pair[] = []
  if (budget) lines.push({ label: t('summary.budget'), value: <Effect {...budget} /> })
  if (authorizationMonth) lines.push({ label: t('summary.month'), value: <Effect {...authorizationMonth} /> })
  if (quota)
    lines.push({
      label: t('summary.quota'),
      value: quota.enough ? (
        <StatusIndicator type="success">{t('summary.quota.enough')}</StatusIndicator>
      ) : (
        <StatusIndicator type="error">{t('summary.quota.short')}</StatusIndicator>
      ),
    })
  return lines
}

/** What a limit has left now, and what it would have; below nothing is told by more than its sign. */
function Effect({ remaining, after }: { remaining: Money; after: Money }) {
  const amounts = { left: <Amount key="left" money={remaining} />, after: <Amount key="after" money={after} /> }
  const text = <RichText id="summary.leftAfter" values={amounts} />
  return minorOf(after) < 0n ? <StatusIndicator type="error">{text}</StatusIndicator> : text
}
