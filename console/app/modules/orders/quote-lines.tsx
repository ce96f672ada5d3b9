import Box from '@cloudscape-design/components/box'
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { minorOf, type Money, moneyOf } from '#contract/money.ts'
import { estimateHours } from '#contract/orders.ts'
import { useActing } from '#console/app/customer-context.ts'
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

function useEffectLines({ effects: { budget, authorizationMonth, quota }, committed }: Quote): Pair[] {
  const t = useText()
  const lines: Pair[] = []
  const { scope, remaining } = useActing() ?? {}
  if (budget) lines.push({ label: t('summary.budget'), value: <Effect {...budget} /> })
  if (scope?.maxOrderAmount) {
    const most = <RichText id="summary.perOrder.most" values={{ amount: <Amount money={scope.maxOrderAmount} /> }} />
    const isAbove = minorOf(committed) > minorOf(scope.maxOrderAmount)
    lines.push({ label: t('summary.perOrder'), value: <Within is={!isAbove}>{most}</Within> })
  }
  if (authorizationMonth) lines.push({ label: t('summary.month'), value: <Effect {...authorizationMonth} /> })
  if (scope?.maxOrders !== undefined && remaining?.orders !== undefined && remaining.orders !== null) {
    const left = t('summary.orders.left', { left: remaining.orders, count: scope.maxOrders })
    lines.push({ label: t('summary.orders'), value: <Within is={remaining.orders > 0}>{left}</Within> })
  }
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
  return <Within is={minorOf(after) >= 0n}>{text}</Within>
}

/** What a limit says, with a sign where the order would pass it. */
function Within({ is, children }: { is: boolean; children: ReactNode }) {
  return is ? children : <StatusIndicator type="error">{children}</StatusIndicator>
}
